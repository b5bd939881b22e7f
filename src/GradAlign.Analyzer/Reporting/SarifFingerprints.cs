using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GradAlign.Analyzer.Reporting;

/// <summary>
/// Names the findings of a run so that the next run's are known again: by rule and model, or by rule and file where there is no model,
/// and counted where one has several. Lines, values and words change from run to run and are no part of it.
/// </summary>
internal sealed class SarifFingerprints
{
    private readonly Dictionary<string, int> seen = [];

    /// <summary>The fingerprint of the next finding, as 32 hexadecimal digits and its count.</summary>
    public string Next(LocatedFinding located, ReportOrigin origin)
    {
        var (finding, model, place) = located;
        var about = model ?? (place is null ? "" : origin.Shown(place.File));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{finding.Id}\n{about}")))[..32];
        seen[hash] = seen.GetValueOrDefault(hash) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{hash}:{seen[hash]}");
    }
}
