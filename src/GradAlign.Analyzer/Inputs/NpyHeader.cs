using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Header of an array in NumPy's NPY format: little-endian numbers, row-major.</summary>
/// <param name="Type">One of <c>f4</c>, <c>f8</c>, <c>u1</c>, <c>i4</c>, <c>i8</c>.</param>
/// <param name="Shape">Sizes of the dimensions.</param>
/// <param name="Offset">Where the numbers start.</param>
internal sealed partial record NpyHeader(string Type, IReadOnlyList<long> Shape, long Offset)
{
    // Version 1 cannot have a longer one.
    private const int LongestHeader = 1 << 16;

    /// <summary>Bytes of a number.</summary>
    public int ItemSize => Type[1] - '0';

    /// <summary>Whether the numbers are whole.</summary>
    public bool IsInteger => Type[0] != 'f';

    /// <summary>Numbers of a sample.</summary>
    public long RowLength => Shape.Skip(1).Aggregate(1L, (product, extent) => product * extent);

    /// <summary>Reads the header, and holds what it says against the file's length.</summary>
    /// <param name="file">The file, at its start.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: not NPY, of another kind of numbers, Fortran order, truncated or too long.</exception>
    public static NpyHeader Read(Stream file, string name)
    {
        var start = new byte[12];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (start is [0x1F, 0x8B, ..])
            throw InputError.Configuration($"'{name}' is gzipped, and NPY files are read in part: unzip it first.");
        if (start is [(byte)'P', (byte)'K', ..])
            throw InputError.Configuration($"'{name}' is an NPZ archive: save each array with numpy.save, as NPY.");
        if (read < start.Length || start is not [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1 or 2 or 3, ..])
            throw InputError.Configuration($"'{name}' is not an NPY file of version 1 to 3: it should start with 93 4E 55 4D 50 59, and starts with {(read == 0 ? "nothing" : Convert.ToHexString(start.AsSpan(0, Math.Min(read, 8))))}.");

        uint length = start[6] == 1 ? BitConverter.ToUInt16([start[8], start[9]]) : System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8));
        int offset = start[6] == 1 ? 10 : 12;
        if (length > LongestHeader || offset + length > file.Length)
            throw InputError.Configuration(FormattableString.Invariant($"'{name}' is truncated or damaged: it says that its header has {length} bytes, and the file has {file.Length}."));
        var bytes = new byte[length];
        file.Position = offset;
        file.ReadExactly(bytes);
        var header = Parse(Encoding.Latin1.GetString(bytes), offset + length, name);

        var expected = header.Shape.Aggregate((BigInteger)header.ItemSize, (product, extent) => product * extent) + header.Offset;
        return expected == file.Length ? header : throw InputError.Configuration(string.Create(CultureInfo.InvariantCulture,
            $"'{name}' is {(file.Length < expected ? "truncated" : "too long")}: its header says {expected} bytes, and there are {file.Length}."));
    }

    private static NpyHeader Parse(string text, long offset, string name)
    {
        var (type, order, shape) = (TypeEntry().Match(text), OrderEntry().Match(text), ShapeEntry().Match(text));
        if (!order.Success || !shape.Success)
            throw InputError.Configuration($"'{name}' has a header without fortran_order or shape. It is damaged: save it again with numpy.save.");
        string kind = type.Groups[1].Value;
        if (kind is not ("<f4" or "<f8" or "|u1" or "<i4" or "<i8"))
            throw InputError.Configuration($"'{name}' holds {(type.Success ? $"'{kind}'" : "a structured array")}. Read are float32, float64, uint8, int32 and int64, little-endian (<f4, <f8, |u1, <i4, <i8), and no objects: convert it with astype.");
        if (order.Groups[1].Value == "True")
            throw InputError.Configuration($"'{name}' is in Fortran order. Save numpy.ascontiguousarray of it.");
        string[] extents = shape.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var sizes = new long[extents.Length];
        for (int i = 0; i < extents.Length; i++)
        {
            // No dimension of a file that exists is larger; what is left cannot overflow unnoticed, for the product is held against the length.
            if (!long.TryParse(extents[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]) || sizes[i] is 0 or > int.MaxValue)
                throw InputError.Configuration($"'{name}' has the shape ({string.Join(", ", extents.Take(8).Select(e => e.Length > 20 ? e[..20] + "…" : e))}). Every dimension should be from 1 to {int.MaxValue}.");
        }

        return sizes.Length > 0 ? new(kind[1..], sizes, offset) : throw InputError.Configuration($"'{name}' holds a single number. The first dimension should be the samples.");
    }

    [GeneratedRegex("'descr': *'([^']*)'")]
    private static partial Regex TypeEntry();

    [GeneratedRegex("'fortran_order': *(True|False)")]
    private static partial Regex OrderEntry();

    [GeneratedRegex(@"'shape': *\(([0-9, ]*)\)")]
    private static partial Regex ShapeEntry();
}
