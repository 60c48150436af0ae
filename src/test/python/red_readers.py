"""Hostile files that two readers would see two things in, or one of them none: archives whose headers disagree, text of two encodings, HDF5 that is searched
in vain. Where two names of a threat differ, "two readings" is all of them. Beside them stand files that look alike and are Python's own: these are read.
"""
import io
import json
import struct
import zipfile

import h5py
import numpy as np
from red_base import BASE, FOLDER, MEMBERS, archive, config_everywhere, in_h5, told, write

THREAT = "two readings"
AGREE, ORDER = "its own header must agree with the archive's directory, got ", "its names must be in order"


def patched(content, name, offset, form, value):
    """`content` with a field of the central directory's entry for `name` set (APPNOTE.TXT 4.3.12)."""
    at = content.rindex(b"PK\1\2", 0, content.rindex(name.encode()))
    return content[:at + offset] + struct.pack(form, value) + content[at + offset + struct.calcsize(form):]


def local(content, name, offset, form, value):
    """The same in the member's own header (4.3.7)."""
    at = content.index(b"PK\3\4", max(0, content.index(name.encode()) - 30))
    return content[:at + offset] + struct.pack(form, value) + content[at + offset + struct.calcsize(form):]


def end(content, offset, form, value):
    at = len(content) - 22
    return content[:at + offset] + struct.pack(form, value) + content[at + offset + struct.calcsize(form):]


def moved(content, at, inserted):
    """`inserted` before byte `at`, where a member or the directory begins, and all that lies behind it found in its new place."""
    directory = struct.unpack_from("<I", content, len(content) - 6)[0]
    changed, entry = bytearray(content), directory
    while changed[entry:entry + 4] == b"PK\1\2":
        offset = struct.unpack_from("<I", changed, entry + 42)[0]
        struct.pack_into("<I", changed, entry + 42, offset + (len(inserted) if offset >= at else 0))
        entry += 46 + sum(struct.unpack_from("<HHH", changed, entry + 28))
    struct.pack_into("<I", changed, len(changed) - 6, directory + len(inserted))
    return bytes(changed[:at]) + inserted + bytes(changed[at:])


def begins(content, name):
    """Where the member's own header does."""
    return content.index(b"PK\3\4", content.index(name.encode()) - 30)


def with_extra(name, extra):
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.extra = extra
    return entry


def headers():
    genuine, config = archive(MEMBERS), "config.json"
    for what, offset, form, value, says in (("flags", 6, "<H", 0x800, "flags 2048 there and 0 here"), ("method", 8, "<H", 0, "compression method 0 there and 8"),
            ("checksum", 14, "<I", 1, "checksum 1 there"), ("stored_size", 18, "<I", 9, "stored size 9 there"), ("size", 22, "<I", 9, "size 9 there"),
            ("name", 30, "<B", ord("C"), "name Config.json there and config.json here")):
        told(write(f"local_{what}.keras", local(genuine, config, offset, form, value)), THREAT, "config.json: ", AGREE + says)
    at, data = begins(genuine, config), begins(genuine, "model.weights.h5")
    hidden = archive({config: "{}"}).split(b"PK\1\2")[0]
    told(write("before_first.keras", moved(genuine, 0, hidden)), THREAT, "the archive must begin with the file, got ", "bytes before it")
    told(write("hidden_member.keras", moved(genuine, data, hidden)), THREAT, "config.json: must end where the next part begins")
    told(write("before_first_bytes.keras", moved(genuine, 0, b"evil")), THREAT, "must be a model's file")
    told(write("before_first_unmoved.keras", b"evil" + genuine), THREAT, "must be a model's file")
    told(write("before_first_archive.keras", archive({"config.json": "{}"}) + genuine), THREAT, "the directory of the archive must reach to its end")
    told(write("between.keras", moved(genuine, data, b"evil")), THREAT, "config.json: must end where the next part begins", "got 4 bytes between them")
    directory = struct.unpack_from("<I", genuine, len(genuine) - 6)[0]
    told(write("before_directory.keras", moved(genuine, directory, b"evil")), THREAT, "model.weights.h5: must end where the next part begins")
    told(write("behind.keras", genuine + b"evil"), THREAT, "the archive must end with its directory, got 4 bytes behind it")
    told(write("comment.keras", end(genuine, 20, "<H", 4) + b"evil"), THREAT, "must end with its directory, got 4 bytes behind it")
    told(write("comment_in_place.keras", end(genuine, 20, "<H", 4)), THREAT, "must end with its directory, got a comment")
    told(write("part_of_several.keras", end(genuine, 4, "<H", 1)), THREAT, "an archive must be one file, got part 2")
    told(write("fewer_entries.keras", end(end(genuine, 8, "<H", 2), 10, "<H", 2)), THREAT, "must hold the 2 members that it declares, got more")
    told(write("overlapping.keras", patched(genuine, "model.weights.h5", 42, "<I", at)), THREAT, "config.json: must have a header of its own")
    told(write("inside_another.keras", patched(genuine, config, 42, "<I", data + 40)), THREAT, "metadata.json: must end where the next part begins")
    told(write("masked.keras", local(patched(genuine, config, 8, "<H", 0x2041), config, 6, "<H", 0x2041)), THREAT, "must not be encrypted or patched")


def fields():
    entries = list(MEMBERS.items())[1:]
    genuine, other = MEMBERS["metadata.json"], b"\1" + struct.pack("<I", 0) + b"config.json"
    for name, extra, says in (("unicode_name", struct.pack("<HH", 0x7075, len(other)) + other, "must have one name, got another in an extra field"),
            ("zip64_unasked", struct.pack("<HHQ", 1, 8, 7), "its zip64 field must hold the numbers that its header has no room for"),
            ("extra_ragged", b"\1\2\3", "its extra fields must fill the room that they have"),
            ("extra_twice", struct.pack("<HHHH", 0x5455, 0, 0x5455, 0), "an extra field must be there once, got 5455 twice")):
        told(write(f"{name}.keras", archive([(with_extra("metadata.json", extra), genuine)] + entries)), THREAT, "metadata.json: " + says)
    commented = with_extra("metadata.json", b"")
    commented.comment = b"PK\5\6 evil"
    told(write("entry_comment.keras", archive([(commented, genuine)] + entries)), THREAT, "metadata.json: a member must have no comment")
    content = archive(MEMBERS)
    size, at = struct.unpack_from("<II", content, len(content) - 10)
    wide = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 3, 3, size, at - 1) + struct.pack("<IIQI", 0x07064B50, 0, at + size, 1)
    told(write("zip64_end.keras", content[:-22] + wide + content[-22:]), THREAT, "the two ends of the archive, plain and zip64, must agree")
    at = begins(content, "model.weights.h5")
    stored = struct.unpack_from("<I", content, at + 18)[0]
    data = at + 30 + len("model.weights.h5")
    longer = moved(content, data + stored, b"evil")
    longer = patched(local(longer, "model.weights.h5", 18, "<I", stored + 4), "model.weights.h5", 20, "<I", stored + 4)
    told(write("behind_deflated.keras", longer), THREAT, "model.weights.h5: must have the ", "bytes that it declares, got more")


def names():
    for i, (one, two, says) in enumerate((("assets/a", "assets/A", "must differ on every system"), ("assets/\u00e9", "assets/e\u0301", "must differ"),
            ("assets/a", "assets/a.", "must differ"), ("assets/a", "assets/a ", "must differ"), ("assets/stra\u00dfe", "assets/STRASSE", "must differ"),
            ("assets/a", "assets/a/b", "must be a file or a folder, got both"))):
        told(write(f"twin_names_{i}.keras", archive({**MEMBERS, one: b"1", two: b"2"})), THREAT, "in the archive " + says)
    told(write("twin_config.keras", archive({**MEMBERS, "CONFIG.JSON": b"{}"})), THREAT, "got 'CONFIG.JSON'")
    told(write("name_behind_nul.keras", archive({**MEMBERS, "config.jsonXevil": b"{}"}).replace(b"config.jsonXevil", b"config.json\0evil")), THREAT,
        "the archive may hold metadata.json")
    told(write("name_unmarked.keras", archive({**MEMBERS, "assets/XX": b"1"}).replace(b"assets/XX", b"assets/\xc3\xa9")), THREAT,
        "names in the archive must be ASCII, or marked as UTF-8")
    told(write("two_weights.keras", archive({**MEMBERS, "model.weights.npz": b"PK"})), THREAT, "got 'model.weights.npz'")


def text():
    genuine = BASE[3]["json"]
    wide, mark = "got text in UTF-16 or UTF-32", "got text behind a byte order mark"
    for name, content, says in (("utf16", genuine.encode("utf-16"), wide), ("utf16_be", genuine.encode("utf-16-be"), wide),
            ("utf16_le", genuine.encode("utf-16-le"), wide), ("utf32", genuine.encode("utf-32"), wide), ("utf32_be", genuine.encode("utf-32-be"), wide),
            ("mark", genuine.encode("utf-8-sig"), mark), ("overlong", genuine.encode().replace(b'"relu"', b'"\xc1\xb2elu"'), "must be UTF-8"),
            ("surrogates", genuine.encode().replace(b'"relu"', b'"\xed\xa0\xbd\xed\xb8\x80"'), "must be UTF-8"),
            ("latin1", genuine.replace('"relu"', '"rel\u00fc"').encode("latin-1"), "must be UTF-8, got other bytes from byte "),
            ("beyond", genuine.encode().replace(b'"relu"', b'"\xf4\x90\x80\x80"'), "must be UTF-8")):
        told(write(f"text_{name}.json", content), THREAT, says)
        told(write(f"text_{name}.keras", archive({**MEMBERS, "config.json": content})), THREAT, "config.json: ")
    config_everywhere("half_a_character", THREAT, lambda g: BASE[g]["json"].replace('"red"', '"re\\ud800d"', 1), "text must be whole characters", generations=(3,))
    for i, at in enumerate(keys(genuine)):
        config_everywhere(f"twin_key_{i}", THREAT, lambda g, at=at: genuine[:at] + '"evil":1,"evil":2,' + genuine[at:], "Duplicate field 'evil'",
            generations=(3,), h5=i == 0)
    told(write("twin_key_metadata.keras", archive({**MEMBERS, "metadata.json": '{"keras_version":"3.0.0","keras_version":"2.0.0"}'})), THREAT,
        "metadata.json: ", "Duplicate field 'keras_version'")


def keys(text):
    """Where the first object of each depth begins."""
    depth, found = 0, {}
    for i, c in enumerate(text):
        if c == "{" and text[i + 1] != "}":
            found.setdefault(depth, i + 1)
        depth += (c == "{") - (c == "}")
    return found.values()


def renamed(content, name, other):
    assert content.count(name + b"\0") == 1, name
    return content.replace(name + b"\0", other + b"\0")


def hdf5():
    def groups(f):
        f.create_group("evil0")
        f.create_group("evil1")

    def attributes(f):
        f.attrs["evil0"], f.attrs["evil1"] = 1, 2

    weights, h5 = MEMBERS["model.weights.h5"], BASE[3]["h5"]
    for ending, content, read in (("weights.h5", weights, "weights"), ("h5", h5, "model")):
        pair, described = in_h5(content, groups), in_h5(content, attributes)
        told(write(f"twin_links.{ending}", renamed(pair, b"evil1", b"evil0")), THREAT, ORDER, "got 'evil0'", read=read)
        told(write(f"links_out_of_order.{ending}", renamed(pair, b"evil0", b"evil2")), THREAT, ORDER, "got 'evil1'", read=read)
        told(write(f"twin_attributes.{ending}", renamed(described, b"evil1", b"evil0")), THREAT, "attribute evil0 must be there once", read=read)
        block = 512
        while block < len(content):
            block *= 2
        told(write(f"two_files.{ending}", content.ljust(block, b"\0") + weights), THREAT, "must be one HDF5 file, got the beginnings of more", read=read)
        told(write(f"archive_behind.{ending}", content + archive(MEMBERS)), THREAT, "got one that ends as a zip archive", read=read)
        told(write(f"second_name.{ending}", in_h5(content, second_name)), THREAT, "an object must have one name", read=read)
        told(write(f"shared_storage.{ending}", shared(content)), THREAT, "its numbers must be its own", read=read)
    stored = zipfile.ZipInfo("assets/evil", (1980, 1, 1, 0, 0, 0))
    room = 512 - (30 + len(stored.filename))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as z:
        z.writestr(stored, b"\0" * room + weights)
        for name, content in MEMBERS.items():
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    for ending in ("keras", "h5"):
        told(write(f"archive_and_hdf5.{ending}", out.getvalue()), THREAT, "must be a .keras archive alone, got one that is HDF5 too, from byte [512] on")
    told(write("text_behind_nul.h5", in_h5(h5, behind_nul)), THREAT, "attribute 'model_config': text must end at its first NUL")
    told(write("two_layouts.weights.h5", in_h5(weights, listed)), THREAT, "must hold weights in one layout", read="weights")


def behind_nul(f):
    del f.attrs["model_config"]
    f.attrs.create("model_config", np.array(BASE[3]["json"].encode() + b"\0evil"))


def listed(f):
    f.attrs["layer_names"] = np.array([b"dense"])
    group = f.create_group("dense")
    group.attrs["weight_names"] = np.array([b"kernel", b"bias"])
    group["kernel"], group["bias"] = np.ones((4, 3), "<f4"), np.ones(3, "<f4")


def second_name(f):
    kernel = []
    f.visititems(lambda name, item: kernel.append(name) if isinstance(item, h5py.Dataset) else None)
    f["evil"] = f[kernel[0]]


def shared(content):
    """The numbers of the two datasets are the same bytes."""
    places = []
    with h5py.File(io.BytesIO(content)) as f:
        f.visititems(lambda _, item: places.append(item.id.get_offset()) if isinstance(item, h5py.Dataset) and item.size > 1 else None)
    one, two = (struct.pack("<Q", place) for place in places[:2])
    assert content.count(one) == content.count(two) == 1
    return content.replace(two, one)


class Unseekable(io.RawIOBase):
    """As a pipe: the writer cannot go back and say the size in front."""

    def __init__(self):
        self.content = bytearray()

    def writable(self):
        return True

    def write(self, part):
        self.content += part
        return len(part)


def ways(members):
    """An archive of `members` in each way that Python's zipfile has, by the way's name."""
    for method, way in ((zipfile.ZIP_STORED, "stored"), (zipfile.ZIP_DEFLATED, "deflated")):
        for zip64 in (False, True):
            for out, mark in ((io.BytesIO(), ""), (Unseekable(), "_piped")):
                with zipfile.ZipFile(out, "w", method) as z:
                    for name, content in members.items():
                        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                        entry.compress_type = method
                        with z.open(entry, "w", force_zip64=zip64) as member:
                            member.write(content if isinstance(content, bytes) else content.encode())
                yield f"{way}{'_zip64' if zip64 else ''}{mark}", bytes(out.content) if mark else out.getvalue()


def with_zip64_end(content, count):
    """All that the end says stands in the wide record too, and the place of the directory there alone."""
    size, at = struct.unpack_from("<II", content, len(content) - 10)
    wide = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, at) + struct.pack("<IIQI", 0x07064B50, 0, at + size, 1)
    return content[:-22] + wide + end(content, 16, "<I", 0xFFFFFFFF)[-22:]


def genuine():
    """Python's own, by all its ways of writing; small ones too, for fuzzing."""
    small = FOLDER.parent / "zip"
    small.mkdir(exist_ok=True)
    for way, content in ways(MEMBERS):
        write(f"genuine_{way}.keras", content)
    for way, content in ways({"a": b"one" * 7, "assets/b": b"two"}):
        (small / f"{way}.zip").write_bytes(content)
    (small / "zip64_end.zip").write_bytes(with_zip64_end(archive({"a": b"one" * 7, "b": b""}), 2))
    appended = io.BytesIO(archive(MEMBERS))
    with zipfile.ZipFile(appended, "a") as z:
        z.writestr(zipfile.ZipInfo("assets/\u00e9", (1980, 1, 1, 0, 0, 0)), b"1")
    write("genuine_appended.keras", appended.getvalue())
    write("genuine_zip64_end.keras", with_zip64_end(archive(MEMBERS), 3))
    for path in FOLDER.glob("genuine_*.keras"):
        with zipfile.ZipFile(path) as z:
            assert z.testzip() is None, path
    write("genuine_text.keras", archive({**MEMBERS, "config.json": json.dumps(json.loads(BASE[3]["json"].replace('"red"', '"r\u00e9d \U0001f600"', 1)),
        ensure_ascii=False)}))


def make():
    for part in (headers, fields, names, text, hdf5, genuine):
        part()
