"""What stands behind a figure of a report, opened by `trace` and added up again."""

import decimal
import re

from tests.system import support

# How many of the unit that records are kept in make one of the figure's.
PER = {"万元": 10000, "公里": 1000, "吨": 1000, "万立方米": 10000}


def number(value):
    return decimal.Decimal(str(value or 0))


def open_figure(case, office, figure):
    """Opens one figure; the test `case` fails if what stands behind it does not make it."""
    traced = support.run("trace", office, figure["indicator"], "--period", figure["period"],
                         "--json").json()
    records = traced["records"]
    case.assertEqual(traced["digest"], figure["digest"])
    case.assertEqual(number(traced["value"]), number(figure["value"]))
    case.assertEqual(len({(one["register"], one["record"]) for one in records}), figure["records"])
    case.assertEqual(traced.get("rates"), figure.get("rates"))
    if "working" in traced:
        return add_up_components(case, traced)
    if traced.get("rates"):
        case.assertEqual(records, [])
        return case.assertEqual([rate["value"] for rate in traced["rates"]], [figure["value"]])
    amounts = sum(number(one["amount"]) for one in records) / PER.get(figure["unit"], 1)
    digits = max(0, -number(figure["value"]).as_tuple().exponent)
    rounded = amounts.quantize(decimal.Decimal(1).scaleb(-digits), decimal.ROUND_HALF_UP)
    return case.assertEqual(rounded, number(figure["value"]))


def add_up_components(case, traced):
    """A computed figure: the records of each component add up to what its working says of it."""
    said = dict(re.findall(r"“([^”]+)”(-?[\d.]+)", traced["working"]))
    sums = {}
    for one in traced["records"]:
        sums[one["component"]] = sums.get(one["component"], 0) + number(one["amount"])
    case.assertTrue(sums)
    for component, amount in sums.items():
        shown = number(said[component])
        case.assertIn(shown, {amount, amount / 1000, amount / 10000}, component)
    for rate in traced.get("rates", []):
        case.assertIn(number(rate["value"]), {number(value) for value in said.values()})
