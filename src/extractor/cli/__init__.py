"""The command `extract`. Nothing heavy is imported before it is needed, so that `--help` comes at once.

Exit status: 0 when all went well, 1 when some input failed (what could be read is written all the same) or a score is
below its floor, 2 for a wrong command line. With EXTRACT_DEBUG set, errors come with their traceback.

A command is a line in `COMMANDS`: its name, what it does in a line, and what makes its parser.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from extractor.cli import commands, main_job
from extractor.cli.arguments import ParserFactory
from extractor.cli.messages import FAILED, OK, USAGE, complain, drop_output, internal
from extractor.errors import ExtractorError, GoldError, InputError

COMMANDS: dict[str, tuple[str, ParserFactory]] = {
    "eval": ("score the extractor against gold files", commands.eval_parser),
    "check": ("check a language pack and run its examples", commands.check_parser),
    "schema": ("write the JSON Schemas of all output", commands.schema_parser),
    "report": ("write a page to look at articles, their facts and figures", commands.report_parser),
    "export": ("write texts with what is read in them for an annotation tool", commands.export_parser),
    "import": ("make gold files of what came back from an annotation tool", commands.import_parser),
    "explain": ("show what is read in a text, and by which rule", commands.explain_parser),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (those of the process if None); its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # on any locale
    try:
        if arguments and arguments[0] in COMMANDS:
            parser, run = COMMANDS[arguments.pop(0)][1]()
        else:
            parser, run = main_job.main_parser({name: what for name, (what, _) in COMMANDS.items()})
        return run(parser.parse_intermixed_args(arguments))
    except BrokenPipeError:  # whoever read the output has seen enough
        drop_output()
        return OK
    except KeyboardInterrupt:
        return 130
    except ExtractorError as error:
        complain(error)
        return USAGE if isinstance(error, InputError | GoldError) else FAILED
    except OSError as error:
        drop_output()
        complain(InputError(error.strerror or str(error), where=error.filename))
        return FAILED
    except Exception as error:
        complain(internal(error))
        return FAILED
