namespace GradAlign.Analyzer.Verdicts;

/// <summary>One diagnostic that GradAlign can give.</summary>
/// <param name="Id">Stable id, <c>GA####</c>.</param>
/// <param name="Title">What it means in a few words.</param>
/// <param name="DefaultSeverity">Severity where nothing says otherwise.</param>
public sealed record Rule(string Id, string Title, Severity DefaultSeverity)
{
    /// <summary>Path of the help page within the repository.</summary>
    public string HelpPage => $"docs/rules/{Id}.md";

    /// <summary>Whether an id is of the rules that judge what was measured (<c>GA1###</c>), rather than of those that say why it was not (<c>GA0###</c>).</summary>
    /// <param name="id">The id.</param>
    public static bool Judges(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.StartsWith("GA1", StringComparison.Ordinal);
    }

    /// <summary>A finding of this rule at its default severity.</summary>
    /// <param name="message">What was seen, why it matters, what to do.</param>
    public Finding Finding(string message) => new(Id, DefaultSeverity, message);

    /// <summary>A finding of this rule at another severity.</summary>
    /// <param name="severity">The severity.</param>
    /// <param name="message">What was seen, why it matters, what to do.</param>
    public Finding Finding(Severity severity, string message) => new(Id, severity, message);
}
