using System.Buffers.Binary;
using System.IO.Compression;

namespace GradAlign.Analyzer.Tests.Inputs;

/// <summary>A folder of data files that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gradalign-inputs-").FullName;

    /// <summary>Content of an IDX file of unsigned bytes.</summary>
    public static byte[] Idx(int[] shape, byte[] values)
    {
        byte[] header = new byte[4 + (4 * shape.Length)];
        header[2] = 8;
        header[3] = (byte)shape.Length;
        for (int i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), shape[i]);
        return [.. header, .. values];
    }

    /// <summary>The content, gzipped.</summary>
    public static byte[] Gzip(byte[] content)
    {
        using var zipped = new MemoryStream();
        using (var stream = new GZipStream(zipped, CompressionLevel.Optimal))
            stream.Write(content);
        return zipped.ToArray();
    }

    /// <summary>CIFAR records with the given label bytes; pixel values follow from the record's number.</summary>
    public static byte[] Cifar(params byte[][] labels) =>
        [.. labels.SelectMany((bytes, record) => bytes.Concat(Enumerable.Range(0, 3072).Select(i => (byte)((record * 31) + (i / 7)))))];

    /// <summary>Bytes that differ and repeat only after 251.</summary>
    public static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7 % 251))];

    /// <summary>Twelve images of 4×5 in three classes, with their labels; the names are those of MNIST.</summary>
    public (string Images, string Labels) Pair(string prefix = "train", Func<byte[], byte[]>? encode = null, string suffix = "")
    {
        encode ??= bytes => bytes;
        return (
            Write($"{prefix}-images-idx3-ubyte{suffix}", encode(Idx([12, 4, 5], Pattern(240)))),
            Write($"{prefix}-labels-idx1-ubyte{suffix}", encode(Idx([12], [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]))));
    }

    public string Write(string name, byte[] content)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
