namespace GradAlign.Analyzer.Inputs;

/// <summary>Layout of a CIFAR record: labels, of which the last is the finest, then 3 × 32 × 32 pixels.</summary>
/// <param name="Kind">As <see cref="Reporting.DataDescription.Kind"/>, and the prefix on the command line.</param>
/// <param name="LabelBytes">Bytes before the pixels.</param>
/// <param name="Classes">Number of fine classes.</param>
internal sealed record CifarFormat(string Kind, int LabelBytes, int Classes)
{
    /// <summary>Channels of an image.</summary>
    public const int Channels = 3;

    /// <summary>Rows, and columns, of an image.</summary>
    public const int Side = 32;

    /// <summary>Pixel bytes of a record.</summary>
    public const int PixelBytes = Channels * Side * Side;

    /// <summary>CIFAR-10: one label.</summary>
    public static CifarFormat Cifar10 { get; } = new("cifar10", 1, 10);

    /// <summary>CIFAR-100: the coarse label and the fine one.</summary>
    public static CifarFormat Cifar100 { get; } = new("cifar100", 2, 100);

    /// <summary>Bytes of a record.</summary>
    public int RecordLength => LabelBytes + PixelBytes;

    /// <summary>Whether a file of this length can hold whole records.</summary>
    public bool Fits(long length) => length > 0 && length % RecordLength == 0;

    /// <summary>Tells the format from the length; a name that says otherwise, or a length that fits both, must be settled by the user.</summary>
    /// <exception cref="Verdicts.ScoringException">GA0006: neither fits, or it is not clear which.</exception>
    public static CifarFormat Guess(string path, long length)
    {
        var fitting = new[] { Cifar10, Cifar100 }.Where(format => format.Fits(length)).ToArray();
        bool named100 = Path.GetFileName(path).Contains("cifar100", StringComparison.OrdinalIgnoreCase);
        return fitting switch
        {
            [] => throw InputError.Configuration(
                FormattableString.Invariant($"'{path}' has {length} bytes: neither a multiple of {Cifar10.RecordLength} (CIFAR-10) nor of {Cifar100.RecordLength} (CIFAR-100). It is truncated, or no CIFAR file.")),
            [var only] when only == Cifar100 || !named100 => only,
            _ => throw InputError.Configuration(
                FormattableString.Invariant($"'{path}' of {length} bytes may be CIFAR-10 or CIFAR-100: say which, as cifar10:{path} or cifar100:{path}.")),
        };
    }
}
