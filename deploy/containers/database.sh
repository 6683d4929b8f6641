#!/bin/sh
# Run once by the image of PostgreSQL, when its volume is empty: the two roles of docs/operations.md, and the database.
set -eu
psql --quiet --no-psqlrc -v ON_ERROR_STOP=1 --username postgres --dbname postgres \
  -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" <<'SQL'
CREATE ROLE iag_owner LOGIN PASSWORD :'owner';
CREATE ROLE iag_app LOGIN PASSWORD :'app';
CREATE DATABASE iag OWNER iag_owner ENCODING 'UTF8' TEMPLATE template0;
SQL
