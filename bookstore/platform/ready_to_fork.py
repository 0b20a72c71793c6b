"""Imports that libraries put off until a service starts.

A service started on its own meets them a moment later anyway. One that is forked from a process that has
imported its application starts in half the time, since nothing is left to import.
"""

import anyio._backends._asyncio  # noqa: F401 - chosen when the event loop starts
import fastapi.telemetry  # noqa: F401
import sqlalchemy.dialects.postgresql.psycopg  # noqa: F401 - loaded by create_engine
import uvicorn.lifespan.on
import uvicorn.loops.auto
import uvicorn.protocols.http.auto  # noqa: F401
