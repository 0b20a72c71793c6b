"""The workers of a run on a Dask cluster: a process with a stack of its own for each worker of Dask.

This process decides which worker runs what, one scenario at a time, so that a lost worker costs one scenario;
Dask carries assignments and results, and says which workers come and go.
"""

from __future__ import annotations

import pickle
import time
from asyncio import CancelledError
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError as FutureCancelled
from dataclasses import dataclass, replace
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from environment.session.workers.cluster import machine
from environment.session.workers.cluster.machine import NodeAnswer, ProjectOnMachine
from environment.session.workers.cluster.node import NodeSetup
from environment.session.workers.cluster.shipment import Shipment
from environment.session.workers.cluster.versions import PythonVersions
from environment.session.workers.messages import Assignment, Done, Message, StackLost, WorkerExit
from environment.session.workers.port import WorkerLost

_WAIT_SECONDS = 1.0  # a signal that arrives just before a wait is handled only after it

_Event = Callable[[], None]


@dataclass(frozen=True)
class _Remote:
    """A worker of ours on a worker of Dask. `future` is its task of the moment."""

    address: str
    future: Any


class ClusterWorkers:
    """Begins a worker on each worker of Dask that is there or comes later."""

    def __init__(
        self,
        client: Any,
        project: ProjectOnMachine,
        setup: NodeSetup,
        *,
        places: Sequence[int],
        received: Callable[[str, Shipment], None],
        no_worker_seconds: float,
    ) -> None:
        """`setup` is that of each node, less its name; `received` takes a shipment's files into the report.

        places: the positions of the units among all scenarios.
        no_worker_seconds: how long to wait while the cluster has no worker.
        """
        self._client, self._project, self._setup = client, project, setup
        self._places, self._numbers = places, {place: number for number, place in enumerate(places)}
        self._received = received
        self._no_worker_seconds = no_worker_seconds
        self._versions = PythonVersions(client)
        self._workers: dict[str, _Remote] = {}
        self._free: list[str] = []
        self._refused: dict[str, str] = {}
        self._begun = 0
        self._ending = False
        self._idle_since = time.monotonic()
        self._events: SimpleQueue[_Event] = SimpleQueue()
        self._reports: list[tuple[str, Message | WorkerLost]] = []
        client.register_plugin(project)
        client.subscribe_topic("all", self._heard)
        for address in client.scheduler_info()["workers"]:
            self._has_come(address)

    @property
    def names(self) -> Sequence[str]:
        return [*self._workers, *(name for name, _ in self._reports)]

    @property
    def end(self) -> str | None:
        if self.names or (self._waited < self._no_worker_seconds and not self._ending):
            return None
        if self._ending:
            return ""
        refused = [f"{address} was not used: {why}" for address, why in self._refused.items()]
        sentence = f"the cluster had no worker for {self._no_worker_seconds:g} s; start one with: dask worker"
        return "\n".join([sentence, *refused])

    def wait(self) -> Sequence[tuple[str, Message | WorkerLost]]:
        if not self._reports:
            self._handle_events()
        if self._workers:
            self._idle_since = time.monotonic()
        found, self._reports = self._reports, []
        return found

    def assign(self, worker: str, assignment: Assignment | None) -> None:
        self._ending = self._ending or assignment is None
        remote = self._workers.get(worker)
        if remote is None:
            return
        if assignment is not None:
            assignment = replace(assignment, unit=self._places[assignment.unit])
        self._submit(worker, remote.address, machine.ask, assignment)

    def replace(self) -> None:
        """Dask replaces lost workers; where only our process was lost, its worker of Dask is used again."""
        while self._free:
            self._begin(self._free.pop())

    def interrupt(self) -> None:
        addresses = [each.address for each in self._workers.values()]
        self._ending = True
        if addresses:
            name = self._project.name
            self._client.run(machine.interrupt, name, workers=addresses, on_error="ignore")

    def close(self) -> None:
        self._ending = True
        self._client.unsubscribe_topic("all")
        self._client.unregister_worker_plugin(self._project.name)

    @property
    def _waited(self) -> float:
        return time.monotonic() - self._idle_since

    def _handle_events(self) -> None:
        try:
            self._events.get(timeout=_WAIT_SECONDS)()
            while True:
                self._events.get_nowait()()
        except Empty:
            return

    # Called by threads of Dask's client: the events are handled in the thread of the run.

    def _heard(self, event: tuple[float, Mapping[str, Any]]) -> None:
        action, address = event[1].get("action"), event[1].get("worker")
        if action == "add-worker":
            self._events.put(partial(self._has_come, str(address)))
        if action == "remove-worker":
            self._events.put(partial(self._has_left, str(address)))

    async def _fetch(self, worker: str, future: Any) -> None:
        """Not in the thread of the run: the answer of a worker that is lost now never comes."""
        try:
            answer: NodeAnswer = await self._client.gather(future, asynchronous=True)
        except (CancelledError, FutureCancelled):  # by us, or since the scheduler has ended
            answer = NodeAnswer(why="is out of reach: the scheduler has ended", lost=True)
        except Exception as error:  # noqa: BLE001 - whatever a task raises, this worker cannot be used
            answer = NodeAnswer(why=f"{type(error).__name__}: {error}")
        self._events.put(partial(self._answered, worker, future, answer))

    # In the thread of the run.

    def _has_come(self, address: str) -> None:
        if (
            self._ending
            or address in self._refused
            or address in (each.address for each in self._workers.values())
        ):
            return
        if why := self._versions.why_unusable(address):
            self._refuse(address, why)
        else:
            self._begin(address)

    def _begin(self, address: str) -> None:
        self._begun += 1
        worker = f"worker-{self._begun}"
        self._submit(worker, address, machine.start, replace(self._setup, name=worker))

    def _submit(self, worker: str, address: str, task: Any, message: object) -> None:
        future = self._client.submit(
            task, self._project.name, pickle.dumps(message), workers=[address], pure=False, retries=0
        )
        self._workers[worker] = _Remote(address, future)
        self._client.loop.add_callback(self._fetch, worker, future)

    def _has_left(self, address: str) -> None:
        self._free = [each for each in self._free if each != address]
        self._refused.pop(address, None)
        for worker, remote in [*self._workers.items()]:
            if remote.address == address:
                self._lose(worker, f"(at {address}) has left the cluster")

    def _answered(self, worker: str, future: Any, answer: NodeAnswer) -> None:
        remote = self._workers.get(worker)
        if remote is None or remote.future is not future:
            return  # an answer of a worker that counts as lost
        if answer.sent:
            self._deliver(worker, pickle.loads(answer.sent))
        elif answer.lost:
            self._lose(worker, f"(at {remote.address}) {answer.why}")
            self._free.append(remote.address)
        else:
            del self._workers[worker]
            self._refuse(remote.address, answer.why)

    def _deliver(self, worker: str, shipment: Shipment) -> None:
        message = shipment.message
        if isinstance(message, Done | StackLost):
            message = replace(message, unit=self._numbers[message.unit])
        self._received(worker, shipment)
        self._reports.append((worker, message))
        if isinstance(message, WorkerExit):
            remote = self._workers.pop(worker)
            if not message.failed:
                self._free.append(remote.address)
        elif isinstance(message, StackLost):  # the worker says next that it has ended
            self._submit(worker, self._workers[worker].address, machine.listen, None)

    def _lose(self, worker: str, how: str) -> None:
        self._workers.pop(worker).future.cancel()
        self._reports.append((worker, WorkerLost(how)))

    def _refuse(self, address: str, why: str) -> None:
        self._refused[address] = why
        print(f"WORKER NOT USED: {address}: {why}", flush=True)
