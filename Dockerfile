# Baton's image: the distribution on a JDK 25. `docker build -t baton:0.1.0-SNAPSHOT .` in a fresh clone is enough.

FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /src
# What Baton depends on changes less often than Baton: it has layers of its own.
COPY pom.xml ./
COPY common/api/pom.xml common/api/
COPY common/bom/pom.xml common/bom/
COPY common/core/pom.xml common/core/
COPY worker/pom.xml worker/
COPY coordinator/broker/pom.xml coordinator/broker/
COPY coordinator/pool/pom.xml coordinator/pool/
COPY coordinator/metrics/pom.xml coordinator/metrics/
COPY coordinator/junit/pom.xml coordinator/junit/
COPY coordinator/spring-boot-starter/pom.xml coordinator/spring-boot-starter/
COPY coordinator/cli/pom.xml coordinator/cli/
RUN mvn -q -B -Dbaton.quick dependency:go-offline
COPY . .
RUN mvn -q -B -Dbaton.quick package \
 && mv coordinator/target/baton-*/ /opt/baton

FROM eclipse-temurin:25.0.3_9-jdk-noble
RUN useradd --system --no-create-home --uid 10001 baton
COPY --from=build /opt/baton /opt/baton
# Without start caches everything works, and starts slower.
RUN ln -s /opt/baton/bin/baton /usr/local/bin/baton \
 && (baton --make-start-caches || true)
USER 10001:10001
# Nothing else is written: the root may be read-only where /tmp and /dev/shm are not.
ENV HOME=/tmp
WORKDIR /data
ENTRYPOINT ["baton"]
CMD ["--help"]
