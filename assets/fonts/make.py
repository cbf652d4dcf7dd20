#!/usr/bin/env python3
"""字体制备 · how the shipped fonts are made

Run once, by hand, when a font or its coverage changes; the results are committed beside this script.

    python3 -m venv venv && venv/bin/pip install fonttools
    venv/bin/python assets/fonts/make.py            # needs Debian's apt-get and dpkg-deb, no root
    venv/bin/python assets/fonts/make.py WORKDIR    # keeps the downloaded packages in WORKDIR

What it does: `apt-get download` fetches four Debian packages, `dpkg-deb -x` unpacks them (nothing is installed).
FandolFang and Tinos are copied as they are. FandolSong and Noto Serif CJK SC are cut down to the characters that an
enforcement paper can hold: the national list of 8105 characters (Unihan field kTGH), GB/T 2312, the whole block
U+4E00–9FFF, and rare characters of names and places. Then MANIFEST.toml is written.
The cut is reproducible: the same packages give the same bytes.
"""
import bz2
import gzip
import hashlib
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = ["texlive-lang-chinese", "fonts-noto-cjk", "fonts-croscore", "unicode-data"]

# Characters met in names of people and places that lie outside the 8105 or are often missing in fonts.
RARE = "镕喆堃翀昇㙦璟珺祎玥赟燊垚骉䶮昉甪鄠盩厔硚祃穄㵲㛃㸆𬬻𫖮𬱖𬴊𫟹𬺈𫍽"


def spans(*pairs):
    return {c for low, high in pairs for c in range(low, high + 1)}


# Punctuation, letters with marks, Greek, arrows, mathematics, numbers in circles, squared units, full-width forms.
SIGNS = spans((0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x370, 0x3FF), (0x2000, 0x27BF), (0x3000, 0x303F),
              (0x3200, 0x33FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF))


def gb2312(first_level_only=False):
    """Han of GB/T 2312: rows 16–55 are level 1, rows 56–87 level 2."""
    rows = range(16, 56 if first_level_only else 88)
    found = set()
    for row in rows:
        for cell in range(1, 95):
            try:
                found.add(ord(bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return found


def national_list(unicode_dir, first_level_only=False):
    """通用规范汉字表 from Unihan's kTGH: the rank 1–3500 is level one."""
    found = set()
    for name in ["Unihan_OtherMappings.txt.bz2", "Unihan_DictionaryLikeData.txt.bz2"]:
        for line in bz2.open(unicode_dir / name, "rt", encoding="utf-8"):
            hit = re.match(r"U\+([0-9A-F]+)\tkTGH\t2013:(\d+)", line)
            if hit and (not first_level_only or int(hit[2]) <= 3500):
                found.add(int(hit[1], 16))
    return found


def cut(source, target, codes, face=-1):
    """Writes the characters `codes` of one face as a font file of its own; returns how many it really has."""
    font = TTFont(source, fontNumber=face, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["ccmp", "locl", "kern", "halt", "palt", "chws"]
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    font.save(target)
    return len(font.getBestCmap())


def unpack(work):
    for package in PACKAGES:
        if not list(work.glob(f"{package}_*.deb")):
            subprocess.run(["apt-get", "download", package], cwd=work, check=True)
    root = work / "unpacked"
    versions = {}
    for package in PACKAGES:
        deb = sorted(work.glob(f"{package}_*.deb"))[-1]
        subprocess.run(["dpkg-deb", "-x", str(deb), str(root)], check=True)
        show = ["dpkg-deb", "-f", str(deb), "Version"]
        versions[package] = subprocess.run(show, check=True, capture_output=True, text=True).stdout.strip()
    return root / "usr/share", versions


def licences(share):
    fandol = gzip.open(share / "doc/texlive-doc/fonts/fandol/COPYING.gz", "rt", encoding="utf-8").read()
    (HERE / "LICENSE-Fandol.txt").write_text(fandol, encoding="utf-8")
    shutil.copyfile(share / "doc/fonts-noto-cjk/copyright", HERE / "LICENSE-NotoSerifCJK.txt")
    shutil.copyfile(share / "doc/fonts-croscore/copyright", HERE / "LICENSE-Tinos.txt")


def main():
    work = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp()).resolve()
    share, versions = unpack(work)
    fandol = share / "texlive/texmf-dist/fonts/opentype/public/fandol"
    noto = share / "fonts/opentype/noto"
    uni = share / "unicode"
    all_han = national_list(uni) | gb2312() | spans((0x4E00, 0x9FFF)) | {ord(c) for c in RARE}
    title_han = national_list(uni, first_level_only=True) | gb2312()
    gpl, ofl = "GPL-3.0 with font exception", "OFL-1.1"
    rows = []

    def add(name, package, licence, licence_file, note):
        data = (HERE / name).read_bytes()
        family = TTFont(HERE / name)["name"].getDebugName(1)
        rows.append((name, family, hashlib.sha256(data).hexdigest(), len(data), licence, licence_file,
                     f"Debian package {package} {versions[package]}", note))

    shutil.copyfile(fandol / "FandolFang-Regular.otf", HERE / "FandolFang-Regular.otf")
    add("FandolFang-Regular.otf", "texlive-lang-chinese", gpl, "LICENSE-Fandol.txt", "unchanged; 仿宋, body")
    cut(fandol / "FandolSong-Regular.otf", HERE / "FandolSong-Regular.otf", SIGNS | gb2312(True))
    add("FandolSong-Regular.otf", "texlive-lang-chinese", gpl, "LICENSE-Fandol.txt",
        "cut to GB/T 2312 level 1; 宋体, heading line and footer")
    cut(noto / "NotoSerifCJK-Regular.ttc", HERE / "NotoSerifCJKsc-Regular.otf", SIGNS | all_han, face=2)
    add("NotoSerifCJKsc-Regular.otf", "fonts-noto-cjk", ofl, "LICENSE-NotoSerifCJK.txt",
        "SC face cut to 8105, GB/T 2312, U+4E00-9FFF and rare names; fallback for the body")
    cut(noto / "NotoSerifCJK-Bold.ttc", HERE / "NotoSerifCJKsc-Bold.otf", SIGNS | title_han, face=2)
    add("NotoSerifCJKsc-Bold.otf", "fonts-noto-cjk", ofl, "LICENSE-NotoSerifCJK.txt",
        "SC face cut to GB/T 2312 and 8105 level one; titles")
    for style in ["Regular", "Bold"]:
        shutil.copyfile(share / f"fonts/truetype/croscore/Tinos-{style}.ttf", HERE / f"Tinos-{style}.ttf")
        add(f"Tinos-{style}.ttf", "fonts-croscore", ofl, "LICENSE-Tinos.txt", "unchanged; Latin letters and digits")
    licences(share)
    lines = ["# Written by make.py. sha256 and bytes of every shipped font, its licence and its source.", ""]
    for name, family, digest, size, licence, licence_file, source, note in rows:
        lines += ["[[font]]", f'file = "{name}"', f'family = "{family}"', f'sha256 = "{digest}"', f"bytes = {size}",
                  f'licence = "{licence}"', f'licence_file = "{licence_file}"', f'source = "{source}"',
                  f'note = "{note}"', ""]
    (HERE / "MANIFEST.toml").write_text("\n".join(lines), encoding="utf-8")
    print(f"{sum(r[3] for r in rows) / 1e6:.1f} MB in {len(rows)} files")


if __name__ == "__main__":
    main()
