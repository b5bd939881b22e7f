"""Takes the first IMAGES / 10 of each class of Fashion-MNIST's training set, going round the classes in turn.

Usage: python3 make-subset.py FOLDER, the folder with train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz.
"""
import gzip
import pathlib
import struct
import sys

IMAGES, CLASSES, SIDE = 640, 10, 28


def read(path, header):
    with gzip.open(path) as file:
        return file.read()[header:]


def write(path, header, body):
    # No name and no time in the header: the same input gives the same bytes (one zlib version).
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(header + body)


source, target = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent
pixels = read(source / "train-images-idx3-ubyte.gz", 16)
labels = read(source / "train-labels-idx1-ubyte.gz", 8)
by_class = [[i for i, label in enumerate(labels) if label == c][: IMAGES // CLASSES] for c in range(CLASSES)]
chosen = [by_class[c][k] for k in range(IMAGES // CLASSES) for c in range(CLASSES)]
size = SIDE * SIDE
write(
    target / f"fashion-mnist-{IMAGES}-images-idx3-ubyte.gz",
    struct.pack(">4I", 0x803, IMAGES, SIDE, SIDE),
    b"".join(pixels[i * size : (i + 1) * size] for i in chosen),
)
write(
    target / f"fashion-mnist-{IMAGES}-labels-idx1-ubyte.gz",
    struct.pack(">2I", 0x801, IMAGES),
    bytes(labels[i] for i in chosen),
)
