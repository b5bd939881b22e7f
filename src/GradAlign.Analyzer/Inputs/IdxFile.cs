using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Unsigned bytes in the IDX format of MNIST, plain or gzipped.</summary>
/// <param name="Shape">Sizes of the dimensions, as the header gives them.</param>
/// <param name="Values">The bytes, row-major.</param>
internal sealed record IdxFile(IReadOnlyList<int> Shape, byte[] Values)
{
    private const byte UnsignedByte = 0x08;

    /// <summary>Reads a file's content; whether it is gzipped is told by its first bytes, not by its name.</summary>
    /// <param name="content">What the file holds.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: not IDX, not of unsigned bytes, truncated or too long.</exception>
    public static IdxFile Parse(byte[] content, string name)
    {
        byte[] bytes = content is [0x1F, 0x8B, ..] ? Decompress(content, name) : content;
        if (bytes is not [0, 0, UnsignedByte, > 0 and var dimensions, ..])
        {
            throw InputError.Configuration(
                $"'{name}' is not an IDX file of unsigned bytes: it should start with 00 00 08 and the number of dimensions, "
                + $"and starts with {(bytes.Length == 0 ? "nothing" : Convert.ToHexString(bytes.AsSpan(0, Math.Min(4, bytes.Length))))}.");
        }

        int header = 4 + (4 * dimensions);
        if (bytes.Length < header)
            throw Truncated(name, header, bytes.Length);

        var shape = new int[dimensions];
        var expected = System.Numerics.BigInteger.One;
        for (int dimension = 0; dimension < dimensions; dimension++)
        {
            uint extent = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4 + (4 * dimension)));
            expected *= extent;
            shape[dimension] = (int)Math.Min(extent, int.MaxValue);
        }

        if (expected + header != bytes.Length)
            throw Truncated(name, expected + header, bytes.Length);
        return new IdxFile(shape, bytes[header..]);
    }

    private static byte[] Decompress(byte[] content, string name)
    {
        try
        {
            using var unzipped = new MemoryStream();
            using (var zipped = new GZipStream(new MemoryStream(content), CompressionMode.Decompress))
                zipped.CopyTo(unzipped);
            return unzipped.ToArray();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw InputError.Configuration($"'{name}' cannot be unzipped: {exception.Message}", exception);
        }
    }

    private static Verdicts.ScoringException Truncated(string name, System.Numerics.BigInteger expected, int seen) =>
        InputError.Configuration(string.Create(
            CultureInfo.InvariantCulture,
            $"'{name}' is {(seen < expected ? "truncated" : "too long")}: its header says {expected} bytes, and there are {seen}."));
}
