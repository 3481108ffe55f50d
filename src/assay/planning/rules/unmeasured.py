"""Why a metric has no value, in words for whoever looks for one."""

from collections.abc import Mapping

from assay.planning.enums import Metric

NO_REVIEWS = "No random sample was reviewed in these four weeks."
WHY: Mapping[Metric, str] = {
    Metric.ACCURACY_CRITICAL: NO_REVIEWS,
    Metric.ACCURACY_MAJOR: NO_REVIEWS,
    Metric.ACCURACY_MINOR: NO_REVIEWS,
    Metric.GOLD_ACCURACY: "No gold task was answered in these four weeks.",
    Metric.AGREEMENT: "The agreement board has not run yet, or no task was judged twice.",
    Metric.DEFECTS: "No lot was inspected in these four weeks.",
    Metric.TURNAROUND: "No batch was finished in these four weeks.",
    Metric.THROUGHPUT: "Nobody worked in these four weeks.",
    Metric.HANDLING_TIME: "Nobody worked in these four weeks.",
    Metric.UTILIZATION: "No day of people at sites was approved in these four weeks.",
    Metric.PLAN_ATTAINMENT: "There is no plan, or none of its weeks is over yet.",
    Metric.COST_PER_LABEL: "Nothing was booked in the standard's currency in these four weeks, or no task was done.",
}
