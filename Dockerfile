# sanctions-watch in a container: a fixed user without rights, one writable volume, no secret in any layer.
#
#   docker build -t sanctions-watch .
#   docker run --read-only --tmpfs /tmp --volume watch:/data --env-file .env --env HOST=0.0.0.0 \
#     --publish 127.0.0.1:3000:3000 --memory 2304m sanctions-watch
#
# EXTRAS=1 adds Microsoft Teams, PostgreSQL, the text of articles and several Slack workspaces. Pin the base image by its digest.
FROM python:3.12-slim AS build
ARG EXTRAS=
WORKDIR /src
# a compiler for the hot loops; without one they run in Python
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev
COPY requirements.lock requirements-extras.lock ./
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
 && if [ -n "$EXTRAS" ]; then /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements-extras.lock; fi
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY watchers watchers
COPY watchlists watchlists
# setuptools comes from the lock file too, so nothing is installed that was not hash-checked
RUN /opt/venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
COPY --from=build /opt/venv /opt/venv
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin watch \
 && install -d -o watch -g watch -m 0700 /data
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 PORT=3000 SANCTIONS_WATCH_DATABASE_URL=sqlite:////data/sanctions-watch.db
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", \
  "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["sanctions-watch"]
CMD ["run"]
