# Baton's image: the distribution on a JDK 25. `docker build -t baton .` in a fresh clone is enough.

FROM eclipse-temurin:25-jdk AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends maven \
 && rm -rf /var/lib/apt/lists/*
COPY . /src
WORKDIR /src
RUN mvn -q -B -Dbaton.quick package \
 && mv coordinator/target/baton-*/ /opt/baton

FROM eclipse-temurin:25-jdk
RUN useradd --system --create-home --uid 10001 baton
COPY --from=build /opt/baton /opt/baton
# Without start caches everything works, and starts slower.
RUN ln -s /opt/baton/bin/baton /usr/local/bin/baton \
 && (baton --make-start-caches || true)
USER baton
WORKDIR /data
ENTRYPOINT ["baton"]
CMD ["--help"]
