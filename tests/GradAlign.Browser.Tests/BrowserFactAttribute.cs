namespace GradAlign.Browser.Tests;

/// <summary>A test that needs Chromium: without one it is skipped, and fails in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Executable is null && !Chromium.IsRequired) Skip = $"there is no Chromium on the PATH, and {Chromium.Variable} names none";
    }
}
