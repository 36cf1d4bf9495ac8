FROM maven:3.9.16-eclipse-temurin-25-noble AS build
WORKDIR /build
COPY . .
RUN EARLYBRD_AOT=off ./earlybrd --help >/dev/null \
    && mkdir -p /dist/.build \
    && cp -pR earlybrd /dist/ \
    && cp -pR .build/current .build/app-1 /dist/.build/

FROM eclipse-temurin:25.0.4_7-jre-noble AS base
RUN groupadd --system --gid 10001 earlybrd \
    && useradd --system --uid 10001 --gid 10001 --home-dir /var/lib/earlybrd --shell /usr/sbin/nologin earlybrd \
    && install --directory --owner=earlybrd --group=earlybrd --mode=0750 /var/lib/earlybrd

# The cache that makes starts fast fits one JVM only, hence it is made by the one that runs in the end; and not by root,
# as whom the embedded PostgreSQL of its training run may refuse to start.
FROM base AS train
COPY --from=build --chown=earlybrd:earlybrd /dist /opt/earlybrd
USER earlybrd
RUN EARLYBRD_AOT=wait /opt/earlybrd/earlybrd --help >/dev/null

# Nothing in /opt belongs to the user that runs it.
FROM base
COPY --from=train --chown=root:root /opt/earlybrd /opt/earlybrd
ENV EARLYBRD_HOME=/var/lib/earlybrd
VOLUME /var/lib/earlybrd
WORKDIR /var/lib/earlybrd
USER earlybrd
# A stopped job finishes its chunk first: give it time, as by `docker stop -t 30`.
ENTRYPOINT ["/opt/earlybrd/earlybrd"]
CMD ["--help"]
