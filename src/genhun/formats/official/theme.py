"""The least theme that Word asks a document to carry; nothing in our documents uses it."""

_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "1B2430",
    "lt2": "F5F7FA",
    "accent1": "B3261E",
    "accent2": "1F5FBF",
    "accent3": "1E7B4F",
    "accent4": "8A5A00",
    "accent5": "1F3550",
    "accent6": "4A5565",
    "hlink": "1F5FBF",
    "folHlink": "4A5565",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme_xml(font: str) -> str:
    """The theme part; `font` is an attribute value already escaped."""
    colours = "".join(f'<a:{key}><a:srgbClr val="{value}"/></a:{key}>' for key, value in _COLOURS.items())
    faces = f'<a:latin typeface={font}/><a:ea typeface={font}/><a:cs typeface=""/>'
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Genhun"><a:themeElements>'
        f'<a:clrScheme name="Genhun">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Genhun"><a:majorFont>{faces}</a:majorFont>'
        f"<a:minorFont>{faces}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Genhun"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
