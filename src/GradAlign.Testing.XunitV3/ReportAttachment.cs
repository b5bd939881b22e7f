using Xunit;

namespace GradAlign.Testing.XunitV3;

/// <summary>Attaches reports to the test that runs. GradAlign.Testing finds it by its name, so that nobody has to register it.</summary>
internal static class ReportAttachment
{
    /// <summary>Attaches a report; outside a test nothing happens.</summary>
    /// <param name="path">The report's file.</param>
    public static void Attach(string path)
    {
        if (TestContext.Current.Test is null) return;
        // A test that fails twice on one score has one report.
        TestContext.Current.AddAttachment(Path.GetFileName(path), File.ReadAllBytes(path), replaceExistingValue: true, "application/json");
    }
}
