"""Coverage-guided fuzzing of one target by atheris: `python -m fuzzing.guided TARGET RUNS FOLDER WHERE-ATHERIS-IS`.

What it finds it leaves in the folder as files that begin with `crash-`, `timeout-`, `oom-` or `slow-unit-`.
"""

from __future__ import annotations

import sys
from pathlib import Path

LONGEST = 65_536


def main(target: str, runs: int, folder: Path) -> None:
    """Feeds the target so many inputs that are chosen by the branches that earlier ones reached."""
    import atheris

    with atheris.instrument_imports(include=["generator"], enable_loader_override=False):
        from fuzzing.inputs import FAMILIES, changed
        from fuzzing.targets import TARGETS, badly_told

    aim = TARGETS[target]
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for i, seed in enumerate(aim.seeds()):
        (corpus / str(i)).write_bytes(seed)

    def feed(data: bytes) -> None:
        fault = badly_told(aim, list(aim.run(data)))
        assert not fault, fault

    def change(data: bytes, most: int, seed: int) -> bytes:
        found = changed(data, FAMILIES[aim.family], seed) if seed % 4 else atheris.Mutate(data, most)
        return bytes(found[:most])

    limits = [f"-runs={runs}", "-timeout=20", "-rss_limit_mb=2000", f"-max_len={LONGEST}", "-verbosity=0", "-seed=1"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={folder}/", str(corpus)], feed, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.path += sys.argv[4:]
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
