#!/usr/bin/env bash
# UNTESTED: the night on Kubernetes. Nobody has run this; it shows which settings matter.
# Needs an image with Spark 4.1.0 and Java 17 that holds nightshift.jar, a service account that may start pods, and a warehouse on
# HDFS: object stores are no place for a warehouse, see object-store.conf.
set -euo pipefail

"$SPARK_HOME/bin/spark-submit" \
  --master "k8s://https://kubernetes.example.com:6443" \
  --deploy-mode cluster \
  --name nightshift \
  --class io.nightshift.jobs.Main \
  --driver-memory 4g \
  --executor-memory 4g \
  --conf spark.executor.instances=4 \
  --conf spark.kubernetes.namespace=nightshift \
  --conf spark.kubernetes.container.image=registry.example.com/nightshift:0.1.0 \
  --conf spark.kubernetes.authenticate.driver.serviceAccountName=nightshift \
  --conf spark.kubernetes.driver.secrets.nightshift-hadoop=/etc/hadoop/secrets \
  local:///opt/nightshift/nightshift.jar \
  nightly --config hdfs:///etc/nightshift/production.conf --date "$1" --run-id "$2"
