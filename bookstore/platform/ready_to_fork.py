"""Imports that libraries postpone until a service starts.

A service that is forked from a process with its application imported starts in half the time when these are
imported too. A service that starts on its own imports them a moment later anyway.
"""

import anyio._backends._asyncio  # noqa: F401 - chosen when the event loop starts
import fastapi.telemetry  # noqa: F401
import sqlalchemy.dialects.postgresql.psycopg  # noqa: F401 - loaded by create_engine
import uvicorn.lifespan.on
import uvicorn.loops.auto
import uvicorn.protocols.http.auto  # noqa: F401
