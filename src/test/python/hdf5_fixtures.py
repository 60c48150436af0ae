#!/usr/bin/env python3
"""Makes the HDF5 files of src/test/resources/kerava/hdf5 with h5py 3.16, and expected.json, what h5py reads from the readable ones."""
import json
import pathlib

import h5py
import numpy as np

import hdf5_dump

FOLDER = pathlib.Path(__file__).parents[1] / "resources" / "kerava" / "hdf5"
READABLE = {}


def file(name, **settings):
    return h5py.File(FOLDER / name, "w", **settings)


def readable(name, **settings):
    READABLE[name] = True
    return file(name, **settings)


def numbers(shape, dtype):
    return (np.arange(np.prod(shape, dtype=int)).reshape(shape) * 1.25 - 7).astype(dtype)


def fill_numbers(f):
    f["contiguous"] = numbers((2, 3, 4), "<f4")
    f.create_dataset("gzip_shuffle", data=numbers((5, 7, 3), "<f4"), chunks=(2, 3, 2), compression="gzip", shuffle=True)
    f.create_dataset("gzip_fletcher", data=numbers((11, 5), "<f8"), chunks=(4, 5), compression="gzip", fletcher32=True)
    f.create_dataset("fletcher_odd", data=np.arange(7, dtype="i1"), chunks=(7,), fletcher32=True)
    f.create_dataset("chunked", data=numbers((5, 6), "<f4"), chunks=(2, 4))
    f["big_endian_float"] = numbers((3, 2), ">f4")
    f["big_endian_double"] = numbers((3, 2), ">f8")
    f["big_endian_int"] = np.array([-2, 3, 1 << 20], ">i4")
    f["float16"] = np.array([1, -2.5, 65504, 6e-8, 1e-5, -0.0, np.inf, -np.inf, 0.1], "<f2")
    f["big_endian_half"] = np.array([1, 0.1], ">f2")
    f["float64"] = np.array([1e300, -1e-300, np.pi, np.inf], "<f8")
    for kind in ("i1", "i2", "i4", "i8", "u1", "u2", "u4"):
        info = np.iinfo(kind)
        f["int_" + kind] = np.array([info.min, info.max, 1], kind)
    f["uint64"] = np.array([0, (1 << 63) - 1], "<u8")
    f["bool"] = np.array([True, False, True])
    f["iteration"], f["learning_rate"] = np.int64(1 << 40), np.float32(0.001)
    f["bits"] = np.array([0x7F800001, 0x7FC12345, 0xFFC00001, 0x80000000, 1, 0x7FFFFF], "<u4").view("<f4")
    f["empty"] = np.zeros((0, 3), "<f4")
    f["null"] = h5py.Empty("<f4")
    f.create_dataset("never_written", (3, 2), "<f4")
    f.create_dataset("never_written_filled", (3, 2), "<f4", fillvalue=2.5)
    f.create_dataset("never_written_chunks", (3, 2), "<f4", chunks=(2, 2), fillvalue=-1)
    f.create_dataset("partly_written", (6, 4), ">i2", chunks=(2, 4), fillvalue=-3)[2:4] = 9


def compact(f):
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    data = numbers((2, 3), "<f4")
    made = h5py.h5d.create(f.id, b"compact", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple(data.shape), plist)
    made.write(h5py.h5s.ALL, h5py.h5s.ALL, data)


def fill_texts(f):
    text, words = "모델 1: naïve", ["dense", "숨은 층/kernel:0", "z"]
    f.attrs["str"], f.attrs["bytes"], f.attrs["fixed"] = text, text.encode(), np.bytes_(text.encode())
    f.attrs["strs"], f.attrs["bytes_list"] = words, [w.encode() for w in words]
    f.attrs["fixed_list"] = np.array([w.encode() for w in words])
    f.attrs["layer_names0"], f.attrs["layer_names1"] = np.array([b"a", b"bb"]), np.array([b"ccc"])
    f.attrs["empty_list"], f.attrs["empty_bytes"], f.attrs["empty_text"] = np.array([]), np.array([], "S1"), ""
    f.attrs["int"], f.attrs["int32"], f.attrs["float32"], f.attrs["float64"] = 3, np.int32(-4), np.float32(0.1), 0.1
    f.attrs["big_endian"], f.attrs["bool"], f.attrs["ints"] = np.array(5, ">i8"), True, [[1, 2, 3], [4, 5, 6]]
    f.attrs["long"] = "가" * 1_500
    group = f.create_group("이름 with space")
    group.attrs["name"] = "그룹"
    group["값"] = np.float32(2)
    group["값"].attrs["dtype"] = "float32"
    f.create_group("vars").attrs["weight_names"] = []


def many(f):
    for i in range(140):
        f["d%03d" % i] = np.int8(i - 100)
    for i in range(9):
        f.create_group("g%d" % i)


def newer(f):
    f.create_dataset("single", data=numbers((3, 5), "<f4"), chunks=(3, 5), compression="gzip")
    f.create_dataset("single_plain", data=numbers((3, 5), "<f4"), chunks=(3, 5))
    f.create_dataset("fixed_array", data=numbers((5, 7), "<f4"), chunks=(2, 2))
    f.create_dataset("fixed_array_gzip", data=numbers((5, 7), "<f4"), chunks=(2, 2), compression="gzip", shuffle=True)
    f.create_dataset("btree2", data=numbers((5, 7), "<f4"), chunks=(2, 2), maxshape=(None, None))
    f.create_dataset("btree2_gzip", data=numbers((5, 7), "<f4"), chunks=(2, 2), maxshape=(None, None), compression="gzip")
    f.create_group("dense")
    for i in range(12):
        f["dense/%d" % i] = np.float32(i)
        f["dense"].attrs["a%d" % i] = i


def hostile():
    with file("soft_link.h5") as f:
        f["real/x"] = np.float32(1)
        f["vars"] = h5py.SoftLink("/real")
    with file("external_link.h5") as f:
        f["vars"] = h5py.ExternalLink("contiguous.h5", "/")
    with file("external_storage.h5") as f:
        f.create_dataset("passwd", (8,), "u1", external=[("/etc/passwd", 0, 8)])
    with file("virtual.h5") as f:
        layout = h5py.VirtualLayout((4,), "<f4")
        layout[:] = h5py.VirtualSource("other.h5", "x", (4,))
        f.create_virtual_dataset("v", layout)
    with file("cycle.h5") as f:
        f.create_group("a/b")
        f["a/b/back"] = f["a"]
    with file("cycle_new.h5", libver=("v110", "v110")) as f:
        f.create_group("a/b")
        f["a/b/back"] = f["/"]
    with file("shape_bomb.h5") as f:
        f.create_dataset("x", (1 << 20, 1 << 20, 1 << 20), "<f4", chunks=(1, 64, 64))
    with file("never_written_bomb.h5") as f:
        f.create_dataset("x", (1 << 14, 1 << 14), "<f4", chunks=(64, 64))
    with file("deflate_bomb.h5") as f:
        f.create_dataset("x", data=np.zeros(1 << 21, "<f4"), chunks=(1 << 21,), compression="gzip", compression_opts=9)
    with file("bfloat16.h5") as f:
        f["kernel"] = np.zeros((2, 3), "V2")
        f["kernel"].attrs["dtype"] = "bfloat16"
        f["bias"] = np.float32([1, 2, 3])
    with file("lzf.h5") as f:
        f.create_dataset("x", data=np.arange(9), compression="lzf")
    with file("scaleoffset.h5") as f:
        f.create_dataset("x", data=np.arange(9), scaleoffset=4)
    with file("others.h5") as f:
        f["text"], f["complex"], f["texts"] = "hello", np.complex64(1), np.array([b"a"])
        f["float80"], f["number"] = np.longdouble(1), np.float32(1)
        f.attrs["compound"] = np.zeros(2, [("a", "<f4"), ("b", "<i4")])
    with file("named_type.h5") as f:
        f["type"] = np.dtype("<f4")
        f.create_dataset("x", (2,), f["type"])
    with file("extensible.h5", libver=("v110", "v110")) as f:
        f.create_dataset("x", data=np.arange(9), chunks=(2,), maxshape=(None,))
    with file("latest.h5", libver="latest") as f:
        f.create_dataset("x", data=np.arange(9.0), chunks=(2,), compression="gzip")
        f["plain"] = np.float32([1, 2])
    with file("deep.h5", libver=("v110", "v110")) as f:
        f.create_group("/".join("d" * 120))


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with readable("numbers.h5") as f:
        fill_numbers(f)
        compact(f)
    with readable("numbers_v110.h5", libver=("v110", "v110")) as f:
        fill_numbers(f)
        newer(f)
    with readable("texts.h5") as f:
        fill_texts(f)
    with readable("texts_v110.h5", libver=("v110", "v110")) as f:
        fill_texts(f)
    with readable("many.h5") as f:
        many(f)
    with readable("user_block.h5", userblock_size=512) as f:
        fill_numbers(f)
    with readable("user_block_v110.h5", userblock_size=2048, libver=("v110", "v110")) as f:
        fill_numbers(f)
        fill_texts(f)
    hostile()
    expected = {name: hdf5_dump.dump(FOLDER / name) for name in READABLE}
    lines = (json.dumps(name) + ": " + json.dumps(told, ensure_ascii=False) for name, told in expected.items())
    (FOLDER / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(sum(path.stat().st_size for path in FOLDER.iterdir()), "bytes in", FOLDER)


if __name__ == "__main__":
    main()
