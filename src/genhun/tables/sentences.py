"""Every kind of fault as a sentence, in Chinese and in English: what, where, what was got, what is allowed."""

from genhun.core.errors import Fault
from genhun.tables.objectives import OBJECTIVES
from genhun.tables.schema import TABLES_IN, TABLES_OUT

KINDS: dict[str, tuple[str, str]] = {
    "no_tables": ("没有可读的表", "no tables here"),
    "not_a_workbook": ("不是可读的工作簿", "not a readable workbook"),
    "not_a_csv": ("不是可读的 CSV 文件", "not a readable csv file"),
    "not_text": ("文件编码无法识别", "text in an unknown encoding"),
    "not_json": ("不是可读的 JSON 文件", "not readable JSON"),
    "bad_key": ("密钥无效或已吊销", "no key, or one that is not open"),
    "not_an_object": ("不是 JSON 对象", "not a JSON object"),
    "not_a_cell": ("不是文字或数字", "neither a text nor a number"),
    "unknown_column": ("没有这一列", "no column of this table"),
    "too_large": ("内容过大", "too large"),
    "missing_table": ("缺少这张表", "the table is missing"),
    "duplicate_table": ("这张表出现了两次", "the table is there twice"),
    "missing_header": ("找不到表头", "no header row found"),
    "missing_column": ("缺少这一列", "the column is missing"),
    "duplicate_column": ("这一列出现了两次", "the column is there twice"),
    "missing_value": ("必填而未填", "a value is missing"),
    "bad_code": ("不在可选范围内", "not one of the words allowed"),
    "bad_date": ("日期无法识别", "not readable as a date"),
    "bad_flag": ("只能填 0 或 1", "not a flag"),
    "bad_policy": ("规则取值无法使用", "not usable as the value of this key"),
    "not_a_number": ("不是数字", "not a number"),
    "not_an_integer": ("不是整数", "not a whole number"),
    "out_of_range": ("超出范围", "out of range"),
    "negative": ("不能为负数", "less than 0"),
    "duplicate_id": ("编码重复", "the id is used twice"),
    "duplicate_row": ("同一项填了两次", "the same thing stands in two rows"),
    "unknown_reference": ("所引用的编码不存在", "refers to an id that is not there"),
    "cycle": ("上级单位互为上下级", "the units above each other form a circle"),
    "two_open": ("同一人有两个未免去的轮岗岗位", "the person holds two open posts that rotate"),
    "end_before_start": ("结束早于开始", "ends before it starts"),
    "min_above_max": ("最低职级高于最高职级", "the lowest level is above the highest"),
    "kin_of_self": ("亲属不能是本人", "nobody is kin of oneself"),
    "too_long": ("文字过长", "too many characters"),
    "no_direction": ("目标值与基期值相同，看不出应升还是应降", "equals the baseline, so it says no direction"),
    "bad_amount": ("不是班次期间内的天数", "not an amount of days within the class"),
    "unread_mark": ("不是可识别的考勤记号", "not one of the marks of a roster"),
    "contradiction": ("同一目标各行填写不一致", "rows of one objective say different things"),
}

_ALLOWED = {
    "a value": "填写内容",
    "a month": "年月，如 2026-05",
    "a month or blank": "年月，或留空",
    "a month between start and end": "开始与结束之间的年月",
    "an object": "一个 JSON 对象",
    "a JSON object in UTF-8": "UTF-8 编码的 JSON 对象",
    "a text, a number or null": "文字、数字或 null",
    'an object with "rows": a list of 1 to 5000 objects': "含 rows 的对象，rows 为 1 至 5000 个对象",
    "a date": "日期，如 2027-03-05",
    "a number": "数字",
    "an integer": "整数",
    "an integer or blank": "整数，或留空",
    "an integer >= 0": "不小于 0 的整数",
    "an integer >= 1": "不小于 1 的整数",
    "0 or 1": "0 或 1",
    "a tree": "单位上下级成树形",
    "an id used once": "每个编码只用一次",
    "one row each": "每项一行",
    "an id of the table referred to": "所引用的表中已有的编码",
    "one open appointment a person": "每人至多一个未免去的轮岗岗位",
    "roles separated by ;": "角色之间用 ; 隔开",
    "an end not before the start": "不早于开始",
    "another person": "另一个人",
    "a unit of your part": "本单位或下属单位的编码",
    "a target other than the baseline": "与基期值不同的目标值",
    "month and value, or neither": "月份和实际值都填，或都不填",
    "the same in each row": "同一目标各行相同",
    "one sheet or file a table": "每张表一个工作表或文件",
    "one column with this label": "同名的列只留一列",
    "a value where post_id is blank": "岗位编码为空时必填",
    "a folder of .csv files or one .xlsx workbook": "一个 .csv 文件夹，或一个 .xlsx 工作簿",
    "a .xlsx workbook or a folder of .csv files": "一个 .xlsx 工作簿，或一个 .csv 文件夹",
    "a .xlsx workbook without a password": "未加密的 .xlsx 工作簿",
    "rows of comma-separated cells": "以逗号分隔的行",
    "UTF-8 or GB18030 text": "UTF-8 或 GB18030 编码",
}
_TABLES = {table.key: table for table in (*TABLES_IN, *TABLES_OUT, OBJECTIVES)}
_CODES = {
    " / ".join(column.codes.values()): " / ".join(column.codes)
    for table in _TABLES.values()
    for column in table.columns
    if column.kind == "code"
}


def in_english(fault: Fault) -> str:
    """One line: table, row, column, what is wrong, what was got, what is allowed."""
    words = KINDS.get(fault.kind, (fault.kind, fault.kind.replace("_", " ")))[1]
    column = f" column {fault.column}" if fault.column else ""
    got = f": got '{fault.got}'" if fault.got else ""
    return f"{fault.sheet}{_rows(fault, ' row ', '|')}{column}: {fault.kind}: {words}{got}; allowed: {fault.allowed}"


def in_chinese(fault: Fault) -> str:
    """The same sentence in Chinese, with the Chinese names of table and column."""
    table = _TABLES.get(fault.sheet)
    sheet = f"“{table.zh}”表" if table else fault.sheet
    column = ""
    if fault.column and table:
        column = f"“{next((c.zh for c in table.columns if c.key == fault.column), fault.column)}”列"
    words = KINDS.get(fault.kind, (fault.kind, fault.kind))[0]
    got = f"，填的是“{fault.got}”" if fault.got else ""
    rows = f"第{_rows(fault, '', '、')}行" if fault.row else ""
    return f"{sheet}{rows}{column}：{words}{got}；应为：{allowed_in_chinese(fault.allowed)}"


def allowed_in_chinese(allowed: str) -> str:
    """What is allowed, in Chinese; ranges and the sender's own words stand as they are."""
    known = _ALLOWED.get(allowed) or _CODES.get(allowed)
    if known:
        return known
    for start, words in (
        ("the column ", "有这一列："),
        ("a sheet or file named ", "有名为此的工作表或文件："),
        ("a row with the labels ", "有写明这些列名的表头行："),
        ("min_level or more ", "不低于最低职级"),
    ):
        if allowed.startswith(start):
            return words + allowed.removeprefix(start)
    return allowed


def _rows(fault: Fault, before: str, between: str) -> str:
    if not fault.row:
        return ""
    return f"{before}{fault.row}{between}{fault.other_row}" if fault.other_row else f"{before}{fault.row}"
