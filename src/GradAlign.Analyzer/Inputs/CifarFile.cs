namespace GradAlign.Analyzer.Inputs;

/// <summary>Records of a CIFAR binary file.</summary>
/// <param name="Pixels">[records × 3 × 32 × 32].</param>
/// <param name="Labels">[records], the fine labels.</param>
internal sealed record CifarFile(byte[] Pixels, int[] Labels)
{
    /// <summary>Takes a file's content apart.</summary>
    /// <param name="content">What the file holds.</param>
    /// <param name="format">CIFAR-10 or CIFAR-100.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: truncated, or a label that the format does not have.</exception>
    public static CifarFile Parse(byte[] content, CifarFormat format, string name)
    {
        if (!format.Fits(content.Length))
        {
            throw InputError.Configuration(FormattableString.Invariant(
                $"'{name}' has {content.Length} bytes: {format.Kind} takes a multiple of {format.RecordLength}. It is truncated, or of another format."));
        }

        int records = content.Length / format.RecordLength;
        var pixels = new byte[records * CifarFormat.PixelBytes];
        var labels = new int[records];
        for (int i = 0; i < records; i++)
        {
            var record = content.AsSpan(i * format.RecordLength, format.RecordLength);
            labels[i] = record[format.LabelBytes - 1];
            if (labels[i] >= format.Classes)
            {
                throw InputError.Configuration(FormattableString.Invariant(
                    $"'{name}' is not {format.Kind}: record {i} has label {labels[i]}, and labels go to {format.Classes - 1}."));
            }

            record[format.LabelBytes..].CopyTo(pixels.AsSpan(i * CifarFormat.PixelBytes));
        }

        return new CifarFile(pixels, labels);
    }
}
