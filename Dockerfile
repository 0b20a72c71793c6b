# One image for every service of the bookstore, the gateway sandbox, the mail server and the proxy. What runs is
# chosen by the command: python -m bookstore.cart, python -m environment.doubles.gateway, and so on.
ARG PYTHON=3.11

FROM python:${PYTHON}-slim AS packages
WORKDIR /app
COPY requirements.lock environment/runtime/images/not_needed.txt ./
# The lock without what no service needs. The hashes stay, so nothing else can come in.
RUN awk 'NR == FNR { left_out[$1]; next } \
         /^[a-z0-9]/ { split($1, pinned, "=="); wanted = !(pinned[1] in left_out) } \
         wanted' not_needed.txt requirements.lock > needed.lock \
 && pip install --no-deps --require-hashes --no-cache-dir --disable-pip-version-check \
      --target packages -r needed.lock

FROM python:${PYTHON}-slim
ENV PYTHONPATH=/app:/app/packages PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
# The base image has the standard library without compiled files: every start would compile what it imports.
RUN python -m compileall -q "$(python -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')" || true
COPY --from=packages /app/packages packages
COPY bookstore bookstore
COPY environment environment
COPY steps steps
RUN python -m compileall -q bookstore environment steps
ARG MADE_OF=unknown
LABEL checkout-acceptance.made-of=${MADE_OF}
USER 1000
