"""Answer a Parquet file of workloads on Spark: `python examples/on_spark.py IN OUT`.

The session is Sail's, which needs no JVM (`pip install pysail pyspark-client`). With a cluster,
leave the server out and give `remote` its address, or use the session that you have.
"""

import sys

from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession

from contract_engine import load

server = SparkConnectServer("127.0.0.1", 0)
server.start(background=True)
_, port = server.listening_address
spark = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()

workloads = spark.read.parquet(sys.argv[1])
answers = load("microsoft-openai").table(
    "openai serve", workloads, on_column="day", facts={"cloud": "hosted_on"}
)
answers.write.parquet(sys.argv[2])
spark.stop()
server.stop()
