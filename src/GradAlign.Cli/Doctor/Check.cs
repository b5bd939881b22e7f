namespace GradAlign.Cli.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Topic">What was looked at.</param>
/// <param name="State">What came of it.</param>
/// <param name="Found">What was found.</param>
/// <param name="Cure">What to do about it; null where nothing is to be done.</param>
/// <param name="Id">The rule that scoring would report; null where none stands for it.</param>
internal sealed record Check(string Topic, CheckState State, string Found, string? Cure = null, string? Id = null)
{
    public static Check Ok(string topic, string found) => new(topic, CheckState.Ok, found);
}
