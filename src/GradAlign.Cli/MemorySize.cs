using System.Globalization;
using System.Text.RegularExpressions;

namespace GradAlign.Cli;

/// <summary>A size of memory as people write it: <c>512MB</c>, <c>4GB</c>, <c>1.5gb</c>; binary units.</summary>
internal static partial class MemorySize
{
    /// <summary>Bytes; null where the text is no size above zero.</summary>
    /// <param name="text">The text.</param>
    public static long? Parse(string text)
    {
        if (Size().Match(text) is not { Success: true } match) return null;
        var unit = char.ToUpperInvariant(match.Groups[2].Value[0]) switch { 'K' => 1 << 10, 'M' => 1 << 20, _ => 1 << 30 };
        var bytes = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * unit;
        return bytes is >= 1 and < 9e18 ? (long)bytes : null;
    }

    [GeneratedRegex("^([0-9]{1,9}(?:[.][0-9]+)?) ?([KMG])i?B?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Size();
}
