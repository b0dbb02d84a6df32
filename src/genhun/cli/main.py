"""The commands of `genhun`. Each imports what it needs only when it runs, so that `--help` is quick."""

import importlib.util
import os
from pathlib import Path
from typing import Annotated

import typer

from genhun.cli import site
from genhun.engine.executor import SPARK

app = typer.Typer(
    name="genhun",
    help="Genhun 根魂: plans for rotation, training, mentoring, benches and inspections, each with a proven bound.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
site.register(app)

Input = Annotated[
    Path, typer.Argument(metavar="INPUT", exists=True, help="A folder of UTF-8 .csv files or one .xlsx workbook.")
]


@app.command()
def plan(  # typer calls it by name
    source: Input,
    out: Annotated[Path, typer.Option("--out", file_okay=False, help="The folder for the plans.")],
    only: Annotated[str, typer.Option(help="Planners, comma-separated; all five if not given.")] = "",
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds for all planners together.")] = 300.0,
    threads: Annotated[int, typer.Option(min=1, help="Threads; with 1 the same input gives the same bytes.")] = 2,
    seed: Annotated[int, typer.Option(min=0, help="Seed of whatever is drawn.")] = 1,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Also write plan.xlsx, with names, for reading.")] = False,
    earlier: Annotated[
        Path | None,
        typer.Option("--from", exists=True, file_okay=False, help="A folder with plans to go on from."),
    ] = None,
    loss: Annotated[
        float | None,
        typer.Option(
            "--least-change", min=0.0, help="Alter the fewest people of the rotation in --from for this share of cost."
        ),
    ] = None,
    spark: Annotated[
        str, typer.Option(envvar=SPARK, help="Plan circles on a Spark cluster: its master, spark://host:7077 say.")
    ] = "",
) -> None:
    """Plan from tables, without database or server.

    With --from DIR the plans there are gone on with, as far as they still keep every rule. With --least-change LOSS
    (0.02: 2 % of the cost) the rotation alters as few people of that plan as it can and says how few are possible.

    Exit 0: plans written, no hard rule broken. 1: bad input, every bad row listed, nothing written. 2: wrong usage.
    3: of at least one asked planner no plan exists, with the rules that clash; the plans of the others are written.
    Ctrl-C once ends with the best plans so far.
    """
    from genhun.cli.plan import Wishes, run_plan  # noqa: PLC0415

    if loss is not None and earlier is None:
        raise typer.BadParameter("--least-change needs --from, the folder with the plan to keep to")
    if spark and importlib.util.find_spec("pyspark") is None:
        raise typer.BadParameter("--spark needs the package pyspark: pip install 'genhun[spark]' on each machine")
    os.environ[SPARK] = spark
    wishes = Wishes(_planners(only), time_limit, threads, seed, xlsx, earlier, loss)
    raise typer.Exit(run_plan(source, out, wishes))


@app.command()
def verify(
    source: Input,
    plans: Annotated[Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="The plans' folder.")],
) -> None:
    """Check the plans in DIR against the tables, with code that no solver shares.

    Exit 0: no hard rule is broken and the costs are as stated. 4: each broken rule is listed by its id. 1: bad input.
    """
    from genhun.cli.verify import run_verify  # noqa: PLC0415

    raise typer.Exit(run_verify(source, plans))


@app.command()
def check(
    source: Input,
    marked: Annotated[
        Path | None,
        typer.Option("--marked", dir_okay=False, help="Write the tables here, bad cells marked (.xlsx)."),
    ] = None,
) -> None:
    """Read the tables and list everything that is wrong with them; writes no plan. Exit 0: clean. 1: bad input."""
    from genhun.cli.check import run_check  # noqa: PLC0415

    raise typer.Exit(run_check(source, marked))


@app.command()
def template(
    target: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="The .xlsx workbook to write.")],
) -> None:
    """Write an empty workbook to fill in: one sheet a table, lists to choose from, hints on the labels."""
    from genhun.cli.check import run_template  # noqa: PLC0415

    raise typer.Exit(run_template(target))


@app.command()
def invent(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="The folder, or with --xlsx the workbook.")],
    people: Annotated[int, typer.Option(min=20, help="People in all, about.")] = 300,
    seed: Annotated[int, typer.Option(min=0, help="The same seed invents the same group.")] = 1,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="One .xlsx workbook instead of a folder of .csv files.")] = False,
    one_circle: Annotated[bool, typer.Option("--one-circle", help="One exchange circle for everybody.")] = False,
    few_party_posts: Annotated[
        bool, typer.Option("--few-party-posts", help="About one post in five is a party post, not half of them.")
    ] = False,
) -> None:
    """Invent a group of any size, for trying things out: nobody in it exists."""
    from genhun.cli.invent import run_invent  # noqa: PLC0415
    from genhun.madeup.group import Recipe  # noqa: PLC0415

    recipe = Recipe(people, one_circle=one_circle, few_party_posts=few_party_posts)
    raise typer.Exit(run_invent(target, recipe, seed, as_workbook=xlsx))


@app.command()
def warm() -> None:
    """Compile the engine ahead of the first plan; set-up does it, a second time is quick."""
    from genhun.cli.warm import run_warm  # noqa: PLC0415

    raise typer.Exit(run_warm())


def _planners(only: str) -> tuple[str, ...]:
    from genhun.planning.lines import PLANNERS  # noqa: PLC0415

    asked = [name.strip() for name in only.split(",") if name.strip()]
    if unknown := [name for name in asked if name not in PLANNERS]:
        raise typer.BadParameter(f"no such planner: {', '.join(unknown)}; there are {', '.join(PLANNERS)}")
    return tuple(name for name in PLANNERS if name in asked) if asked else PLANNERS
