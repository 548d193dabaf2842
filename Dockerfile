# VdiPortal in one container: portal, host agent, QEMU, and PostgreSQL unless a database is named. docs/operations.md, "Containers".
#
# SDK_IMAGE: an image with the .NET 10 SDK as its makers build it (portable), based on Debian or Ubuntu. It has no default.
ARG SDK_IMAGE

FROM ${SDK_IMAGE} AS build
RUN command -v npm >/dev/null || \
    { apt-get update && apt-get install --yes --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*; }
WORKDIR /source
COPY . .
RUN dotnet publish src/VdiPortal.Portal --configuration Release --output /out/portal --nologo
RUN runtime=$(dirname "$(readlink -f "$(command -v dotnet)")") && mkdir /out/dotnet && \
    cp -rL "$runtime/dotnet" "$runtime/host" "$runtime/shared" /out/dotnet/ && chmod -R a+rX /out

FROM debian:12-slim
# Debian would start a server of its own; ours is private.
RUN mkdir -p /etc/postgresql-common/createcluster.d && \
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/vdiportal.conf && \
    apt-get update && \
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
        qemu-system-x86 qemu-utils postgresql-15 libicu72 libssl3 ca-certificates curl tzdata && \
    rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin vdiportal && \
    install --directory --owner=vdiportal --group=vdiportal --mode=700 /data
COPY --from=build /out/dotnet /usr/lib/dotnet
COPY --from=build /out/portal /opt/vdiportal/portal
COPY up /opt/vdiportal/up
COPY setup /opt/vdiportal/setup
RUN ln -s /usr/lib/dotnet/dotnet /usr/local/bin/dotnet

USER vdiportal
WORKDIR /opt/vdiportal
# A container's name changes with every new one; the host's identity, and the desktops that are kept on it, must not.
ENV HOME=/data LC_ALL=C.UTF-8 Vdi__Host__Name=vdiportal
VOLUME /data
EXPOSE 8080
# With --cert it answers https, and not under the certificate's name.
HEALTHCHECK --interval=30s --timeout=10s --start-period=2m \
    CMD curl --fail --silent http://127.0.0.1:8080/health/live || curl --fail --silent --insecure https://127.0.0.1:8080/health/live
ENTRYPOINT ["./up", "--app", "/opt/vdiportal/portal", "--data", "/data", "--guests", "/guests", "--listen", "*"]
CMD ["--public-url", "http://127.0.0.1:8080"]
