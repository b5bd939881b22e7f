using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace GradAlign.MSBuild;

/// <summary>Reports what the gate found as errors, warnings and messages of the build, each with its id, place and help page.</summary>
public sealed class ReportFindings : Task
{
    private static readonly char[] Separators = [';', ',', ' ', '\t', '\r', '\n'];
    private static readonly char[] LineBreaks = ['\r', '\n'];

    /// <summary>The findings.</summary>
    [Required]
    public string FindingsFile { get; set; } = "";

    /// <summary>Full path of the project file: the place of what has no other.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>Folder or address of the rules' pages.</summary>
    [Required]
    public string RulePages { get; set; } = "";

    /// <summary>Whether warnings are errors; those of <see cref="Spared"/> are not.</summary>
    public bool TreatWarningsAsErrors { get; set; }

    /// <summary>Ids that the project's other properties keep from being errors.</summary>
    public string[] Spared { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (MSBuild.FindingsFile.Read(FindingsFile) is not { } file)
        {
            // Half a file would keep the next build from running the gate.
            File.Delete(FindingsFile);
            Report(new(DiagnosticId.Killed, FindingSeverity.Error, "", "", 0, 0, $"The gate left no whole list of findings in {FindingsFile}, so nothing is known of the models. Build again."));
            return false;
        }

        foreach (var finding in file.Findings) Report(finding);
        if (file.Outcome == "fail" && !Log.HasLoggedErrors)
            Report(new(DiagnosticId.Killed, FindingSeverity.Error, "", "", 0, 0, "The gate failed without saying why. Run 'gradalign gate' on the assembly to see more, and please report this."));
        return !Log.HasLoggedErrors;
    }

    private void Report(Finding finding)
    {
        var place = finding.File.Length > 0 ? finding.File : Project;
        var message = OneLine(finding.Message);
        switch (finding.Severity)
        {
            case FindingSeverity.Error:
            case FindingSeverity.Warning when TreatWarningsAsErrors && !IsSpared(finding.Id):
                Log.LogError(null, finding.Id, null, HelpLink(finding.Id), place, finding.Line, finding.Column, 0, 0, "{0}", message);
                break;
            case FindingSeverity.Warning:
                Log.LogWarning(null, finding.Id, null, HelpLink(finding.Id), place, finding.Line, finding.Column, 0, 0, "{0}", message);
                break;
            default:
                Log.LogMessage(null, finding.Id, null, place, finding.Line, finding.Column, 0, 0, MessageImportance.Low, "{0}", message);
                break;
        }
    }

    private bool IsSpared(string id) =>
        Spared.SelectMany(s => s.Split(Separators)).Any(s => s.Equals(id, StringComparison.OrdinalIgnoreCase));

    // A second line of a message could look like a diagnostic of its own.
    private static string OneLine(string message) =>
        string.Join(" ", message.Split(LineBreaks, StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()));

    private string HelpLink(string id)
    {
        var page = id + ".md";
        return Uri.TryCreate(RulePages, UriKind.Absolute, out var address) && !address.IsFile
            ? $"{RulePages.TrimEnd('/')}/{page}"
            : new Uri(Path.GetFullPath(Path.Combine(RulePages, page))).AbsoluteUri;
    }
}
