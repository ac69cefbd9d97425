"""How long the command line takes to answer, against a bare Python."""

import subprocess
import sys
from pathlib import Path

from timing import best_of, report

BILATERAL = str(Path(sys.executable).parent / "bilateral")


def call(*command: str) -> None:
    """Run a command and drop what it prints."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


bare = best_of(lambda: call(sys.executable, "-c", "pass"))
for words in (["--help"], ["--version"], ["ingest", "--help"], ["export", "--help"]):
    report(
        f"bilateral {' '.join(words)}",
        best_of(lambda words=words: call(BILATERAL, *words)),
        "bare Python",
        bare,
    )
