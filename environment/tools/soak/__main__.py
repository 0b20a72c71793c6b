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
from environment.session.console_summary import ConsoleSummary
from environment.settings import RunSettings
from environment.tools.soak.episode import Episode, EpisodeStep, episodes
from environment.tools.soak.gherkin import scenario
from environment.tools.soak.player import PlayedEpisode, Player
from environment.tools.soak.shrinking import shortest

_EVERY = 30.0  # seconds between two lines of progress


@dataclass
class Tally:
    """The counts so far."""

    began: float = field(default_factory=time.monotonic)
    episodes: int = 0
    checkouts: int = 0
    ordered: int = 0
    kills: int = 0
    faults: int = 0

    def add(self, played: PlayedEpisode) -> None:
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
    """0 without a breach; 1 with one, which is printed as a scenario, and where the soak was stopped."""
    parser = argparse.ArgumentParser(prog="make soak")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--from-episode", type=int, default=1, help="the first episode of the seed to play")
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else secrets.randbelow(10**6)
    print(f"Soak of {arguments.minutes:g} minutes with SEED={seed}", flush=True)
    try:
        with interruptible(), ExitStack() as life:
            player = Player(AcceptanceRun(life, RunSettings(), KEPT_LOGS, ConsoleSummary()))
            return _soak(player, seed, arguments.minutes * 60, arguments.from_episode)
    except KeyboardInterrupt:
        print("stopped early; nothing is left behind")
    except StartUpFailed as failure:
        print(failure)
    return 1


def _soak(player: Player, seed: int, seconds: float, first: int) -> int:
    tally, reported = Tally(), time.monotonic()
    for number, episode in enumerate(episodes(seed), start=1):
        if number < first:
            continue
        again = f"make soak SEED={seed} EPISODE={number}"
        played = _play(player, episode, again)
        tally.add(played)
        if played.breaches:
            print(f"{tally}\nAgain: {again}\n\n{_report(player, episode, played)}", flush=True)
            return 1
        if time.monotonic() - reported > _EVERY:
            reported = time.monotonic()
            print(f"  {tally}", flush=True)
        if time.monotonic() - tally.began > seconds:
            print(f"No breach. SEED={seed}, {tally}", flush=True)
            return 0
    return 0


def _play(player: Player, episode: Episode, again: str) -> PlayedEpisode:
    """Play an episode; where it does not end, print the command that begins with it again."""
    try:
        return player.play(episode.lines)
    except KeyboardInterrupt:
        print(f"Stopped in {episode.name}. Again: {again}", flush=True)
        raise
    except Exception as error:
        failure = f"NOT FINISHED: {episode.name}: {type(error).__name__}: {error}"
        print(f"{failure}\nAgain: {again}\n\n{scenario(episode.name, episode.lines)}", flush=True)
        raise


def _report(player: Player, episode: Episode, played: PlayedEpisode) -> str:
    """The breaches and the shortest episode that reproduces them; whether it does so at each attempt."""
    found = "\n".join(f"  {breach}" for breach in played.breaches)
    print(
        f"BREACH in {episode.name}:\n{found}\nLooking for the shortest episode with a breach ...", flush=True
    )

    def still_breaches(lines: Sequence[EpisodeStep]) -> bool:
        return bool(player.play(lines).breaches)

    if not still_breaches(played.lines):
        return f"No breach when the same episode was played again.\n\n{scenario(episode.name, played.lines)}"
    lines = shortest(played.lines, still_breaches)
    again = player.play(lines)
    shown = scenario(f"Found with {episode.name}", again.lines or lines)
    return f"Paste this below a Rule of features/resilience/ and run it:\n\n{shown}\n" + "\n".join(
        again.breaches
    )


if __name__ == "__main__":
    sys.exit(main())
