-- The analyst of a ClickHouse server (24.8 or newer), with the limits that the embedded engine has. As an administrator:
--
--   export SPLITSTREAM_CLICKHOUSE_ANALYST_PASSWORD=…
--   envsubst < ops/clickhouse/server/analyst.sql | clickhouse-client --multiquery
--
-- A limit may be lowered by a query, not lifted. Files, other servers and other databases are not granted.
CREATE SETTINGS PROFILE OR REPLACE splitstream_analyst SETTINGS
    readonly = 2,
    allow_ddl = 0 CONST,
    max_execution_time = 60 MIN 1 MAX 60,
    timeout_overflow_mode = 'throw' CONST,
    max_memory_usage = 536870912 MIN 1 MAX 536870912,
    max_memory_usage_for_user = 2147483648 CONST,
    max_result_rows = 10000000 MIN 1 MAX 10000000,
    result_overflow_mode = 'throw' CONST,
    max_rows_to_read = 2000000000 MIN 1 MAX 2000000000,
    read_overflow_mode = 'throw' CONST,
    max_concurrent_queries_for_user = 8 CONST;

CREATE ROLE IF NOT EXISTS splitstream_analyst;

GRANT SELECT, SHOW DATABASES, SHOW TABLES, SHOW COLUMNS ON splitstream.* TO splitstream_analyst;

CREATE USER OR REPLACE analyst IDENTIFIED WITH sha256_password BY '${SPLITSTREAM_CLICKHOUSE_ANALYST_PASSWORD}'
    DEFAULT ROLE splitstream_analyst
    DEFAULT DATABASE splitstream
    SETTINGS PROFILE splitstream_analyst;

GRANT splitstream_analyst TO analyst;
