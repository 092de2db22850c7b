"""A Spark standalone cluster, HDFS and YARN on one machine, and what the fault tests do with them. Linux, loopback only, no root."""
