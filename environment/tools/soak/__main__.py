"""`make soak MINUTES=n [SEED=s EPISODE=e]`: random episodes until time is up or the audit finds a breach."""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from environment.hooks import KEPT_LOGS, AcceptanceRun
from environment.runtime.processes.failure import StartUpFailed
from environment.runtime.signals import interruptible
from environment.settings import RunSettings
from environment.tools.soak.episode import Episode, Line, episodes
from environment.tools.soak.gherkin import scenario
from environment.tools.soak.playing import Played, Player
from environment.tools.soak.shrinking import shortest

_EVERY = 30.0  # seconds between two lines of progress


@dataclass
class Tally:
    """What has been done so far."""

    began: float = field(default_factory=time.monotonic)
    episodes: int = 0
    checkouts: int = 0
    ordered: int = 0
    kills: int = 0
    faults: int = 0

    def add(self, played: Played) -> None:
        """Count an episode."""
        self.episodes += 1
        self.checkouts += played.checkouts
        self.ordered += played.ordered
        self.kills += played.killed
        self.faults += sum(not (line.act or line.kills or line.prepares) for line in played.lines)

    def __str__(self) -> str:
        minutes = (time.monotonic() - self.began) / 60
        return (
            f"{minutes:.1f} min: {self.episodes} episodes ({self.episodes / minutes:.0f} a minute), "
            f"{self.checkouts} checkouts ({self.ordered} ended with an order), {self.kills} kills, "
            f"{self.faults} faults"
        )


def main() -> int:
    """0 where nothing was found; 1 for a breach, printed as a scenario, and for a soak that was stopped."""
    parser = argparse.ArgumentParser(prog="make soak")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--from-episode", type=int, default=1, help="begin with this episode of the seed")
    wanted = parser.parse_args()
    seed = wanted.seed if wanted.seed is not None else secrets.randbelow(10**6)
    print(f"Soak of {wanted.minutes:g} minutes with SEED={seed}", flush=True)
    try:
        with interruptible(), ExitStack() as life:
            player = Player(AcceptanceRun(life, RunSettings(), KEPT_LOGS))
            return _soak(player, seed, wanted.minutes * 60, wanted.from_episode)
    except KeyboardInterrupt:
        print("stopped before its time; nothing is left behind")
    except StartUpFailed as failure:
        print(failure)
    return 1


def _soak(player: Player, seed: int, seconds: float, first: int) -> int:
    tally, told = Tally(), time.monotonic()
    for number, episode in enumerate(episodes(seed), start=1):
        if number < first:
            continue
        again = f"make soak SEED={seed} EPISODE={number}"
        played = _played(player, episode, again)
        tally.add(played)
        if played.breaches:
            print(f"{tally}\nAgain: {again}\n\n{_report(player, episode, played)}", flush=True)
            return 1
        if time.monotonic() - told > _EVERY:
            told = time.monotonic()
            print(f"  {tally}", flush=True)
        if time.monotonic() - tally.began > seconds:
            print(f"No breach. SEED={seed}, {tally}", flush=True)
            return 0
    return 0


def _played(player: Player, episode: Episode, again: str) -> Played:
    """Whatever ends an episode, the way back to it is told."""
    try:
        return player.play(episode.lines)
    except KeyboardInterrupt:
        print(f"Stopped in {episode.name}. Again: {again}", flush=True)
        raise
    except Exception as error:
        said = f"STUMBLED in {episode.name}: {type(error).__name__}: {error}"
        print(f"{said}\nAgain: {again}\n\n{scenario(episode.name, episode.lines)}", flush=True)
        raise


def _report(player: Player, episode: Episode, played: Played) -> str:
    """What was found, the shortest way there, and whether that way is sure."""
    found = "\n".join(f"  {breach}" for breach in played.breaches)
    print(f"BREACH in {episode.name}:\n{found}\nLooking for the shortest way there ...", flush=True)

    def still(lines: Sequence[Line]) -> bool:
        return bool(player.play(lines).breaches)

    if not still(played.lines):
        return f"Played again it was not found: it needs luck.\n\n{scenario(episode.name, played.lines)}"
    lines = shortest(played.lines, still)
    (left,) = [player.play(lines)]
    shown = scenario(f"Found with {episode.name}", left.lines or lines)
    return f"Paste this below a Rule of features/resilience/ and run it:\n\n{shown}\n" + "\n".join(
        left.breaches
    )


if __name__ == "__main__":
    sys.exit(main())
