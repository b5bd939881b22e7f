using System.Buffers.Binary;

namespace GradAlign.Analyzer.Inputs;

/// <summary>An NPY file, of which only the samples of a batch are read.</summary>
internal sealed class NpyFile
{
    private readonly string path;

    /// <summary>Reads the header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: missing, or not an array that can be read.</exception>
    public NpyFile(string path)
    {
        this.path = path;
        Name = Path.GetFileName(path);
        using var file = DataFile.Open(path);
        Header = NpyHeader.Read(file, Name);
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>Kind and shape.</summary>
    public NpyHeader Header { get; }

    /// <summary>Number of samples.</summary>
    public int Samples => (int)Header.Shape[0];

    /// <summary>Samples as whole numbers, one after the other.</summary>
    public long[] Integers(IEnumerable<int> samples) => Numbers<long>(samples, Header.Type switch
    {
        "u1" => number => number[0],
        "i4" => number => BinaryPrimitives.ReadInt32LittleEndian(number),
        "i8" => number => BinaryPrimitives.ReadInt64LittleEndian(number),
        _ => throw new InvalidOperationException($"{Header.Type} is not whole"),
    });

    /// <summary>Samples as float32, one after the other; float64 is rounded.</summary>
    public float[] Floats(IEnumerable<int> samples) => Numbers<float>(samples, Header.Type switch
    {
        "f4" => BinaryPrimitives.ReadSingleLittleEndian,
        "f8" => number => (float)BinaryPrimitives.ReadDoubleLittleEndian(number),
        _ => throw new InvalidOperationException($"{Header.Type} is not a float"),
    });

    /// <summary>Samples as they lie in the file, one after the other.</summary>
    public byte[] Bytes(IEnumerable<int> samples)
    {
        int[] chosen = [.. samples];
        long length = Header.RowLength * Header.ItemSize;
        if (length * chosen.Length > Array.MaxLength)
            throw InputError.Configuration(FormattableString.Invariant($"{chosen.Length} samples of '{Name}' are more than two gigabytes. Use a smaller batch."));
        var bytes = new byte[length * chosen.Length];
        try
        {
            using var file = DataFile.Open(path);
            for (int i = 0; i < chosen.Length; i++)
            {
                file.Position = Header.Offset + (chosen[i] * length);
                file.ReadExactly(bytes, (int)(i * length), (int)length);
            }
        }
        catch (IOException exception)
        {
            throw InputError.Configuration($"'{Name}' cannot be read: {exception.Message}", exception);
        }

        return bytes;
    }

    private T[] Numbers<T>(IEnumerable<int> samples, Reader<T> read)
    {
        var bytes = Bytes(samples);
        var numbers = new T[bytes.Length / Header.ItemSize];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = read(bytes.AsSpan(i * Header.ItemSize, Header.ItemSize));
        return numbers;
    }

    private delegate T Reader<T>(ReadOnlySpan<byte> number);
}
