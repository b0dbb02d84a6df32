"""Commands of the web side: demo, serve, work, import, migrate. Django loads only when one of them runs."""

from pathlib import Path
from typing import Annotated

import typer

Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")]
Host = Annotated[str, typer.Option(help="The address to listen on.")]


def register(app: typer.Typer) -> None:
    """Add the commands of the web side to the program."""
    app.command()(demo)
    app.command()(serve)
    app.command()(work)
    app.command("import")(import_tables)
    app.command()(migrate)


def demo(
    port: Port = 8000,
    people: Annotated[int, typer.Option(min=100, help="People to invent at the first start.")] = 3000,
    time_limit: Annotated[float, typer.Option(min=1, help="Seconds for the first plans together.")] = 90.0,
) -> None:
    """A made-up group in an embedded database, planned and served on this machine; the second start goes on with it."""
    from genhun.cli.demo import run_demo  # noqa: PLC0415

    raise typer.Exit(run_demo(port, people, time_limit))


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Server processes.")] = 2,
) -> None:
    """Serve the pages. Behind a proxy that speaks TLS set GENHUN_BEHIND_PROXY=1 and GENHUN_HOSTS."""
    from genhun.cli.house import run_server  # noqa: PLC0415

    run_server(host, port, workers)


def work() -> None:
    """Make the plans that were asked for, one after the other, until stopped. May run several times."""
    from genhun.cli.house import run_worker  # noqa: PLC0415

    raise typer.Exit(run_worker())


def import_tables(
    source: Annotated[
        Path, typer.Argument(metavar="INPUT", exists=True, help="A workbook, or a folder of .csv files.")
    ],
    account: Annotated[str, typer.Option("--as", metavar="ACCOUNT", help="The account that answers for it.")],
    commit: Annotated[
        bool, typer.Option("--commit", help="Write it; without this only show what would change.")
    ] = False,
) -> None:
    """Take tables into the records: all or nothing. Exit 0: shown or written. 1: bad input, every fault listed."""
    from genhun.cli.house import run_import  # noqa: PLC0415

    raise typer.Exit(run_import(source, account, commit=commit))


def migrate() -> None:
    """Bring the database to this version of the program."""
    from genhun.cli.house import prepare_database, start_django  # noqa: PLC0415

    start_django()
    prepare_database()
