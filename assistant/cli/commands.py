"""How commands are declared: one class that turns every failure into one line and an exit code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand

from assistant.cli.failures import debugging, told
from assistant.cli.terminal import complain

Body = TypeVar("Body", bound=Callable[..., Any])


class PlainCommand(TyperCommand):
    """A command whose body may raise anything: the person at the terminal reads a line, not a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the body. Ends with the exit code of the failure, if there is one."""
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, typer.BadParameter, BrokenPipeError):
            raise
        except Exception as error:
            if debugging():
                raise
            line, code = told(error)
            complain(f"civicdesk: {line}")
            raise typer.Exit(code) from None


def group(help_text: str) -> typer.Typer:
    """A group of commands under one name."""
    return typer.Typer(
        help=help_text,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def command(app: typer.Typer, name: str) -> Callable[[Body], Body]:
    """Add the function to the group under this name; its docstring is the help."""
    return app.command(name, cls=PlainCommand)
