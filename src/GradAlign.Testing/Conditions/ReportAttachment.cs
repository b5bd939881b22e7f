using System.Reflection;

namespace GradAlign.Testing.Conditions;

/// <summary>Hands a report to the test framework, where one of its adapters is there and takes attachments. xunit v2 has none.</summary>
internal static class ReportAttachment
{
    // The adapters reference this assembly, so that they can be found by name alone.
    private static readonly Lazy<Action<string>?> Attach = new(() =>
        Type.GetType("GradAlign.Testing.XunitV3.ReportAttachment, GradAlign.Testing.XunitV3", throwOnError: false)
            ?.GetMethod("Attach", BindingFlags.Public | BindingFlags.Static)
            ?.CreateDelegate<Action<string>>());

    public static void Add(string path)
    {
        try
        {
            Attach.Value?.Invoke(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException or FileNotFoundException or MissingMethodException)
        {
            // The message names the file; an attachment that cannot be made must not hide why the test failed.
        }
    }
}
