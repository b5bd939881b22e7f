using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace GradAlign.Analyzer.Reporting.Html;

/// <summary>HTML in the making: what stands in an interpolated string is markup, whatever fills its holes is text.</summary>
internal sealed class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder text = new();

    /// <summary>Adds markup and a line break; the holes are encoded for text and for attributes in quotes, numbers without a culture.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] ref Markup markup) => text.Append('\n');

    /// <summary>Adds text, encoded.</summary>
    public void Text(string value) => text.Append(Encoder.Encode(value));

    /// <summary>Adds what is HTML, CSS or script already, and is this assembly's own.</summary>
    public void Trusted(string markup) => text.Append(markup);

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>Writes the parts of an interpolated string.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
        private readonly HtmlText html;

        public Markup(int literalLength, int formattedCount, HtmlText html)
        {
            this.html = html;
            html.text.EnsureCapacity(html.text.Length + literalLength + 16 * formattedCount);
        }

        public void AppendLiteral(string literal) => html.text.Append(literal);

        public void AppendFormatted<T>(T value, string? format = null) => html.text.Append(Encoder.Encode(
            value is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : value?.ToString() ?? ""));
    }
}
