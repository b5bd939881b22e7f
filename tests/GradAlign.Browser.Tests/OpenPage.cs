using Microsoft.Playwright;

namespace GradAlign.Browser.Tests;

/// <summary>A page, and everything that a sound one never does.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly List<string> wrongs = [];

    private OpenPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>The links of the navigation, in order.</summary>
    public ILocator Links => Page.Locator("nav a");

    /// <summary>The view that is shown.</summary>
    public ILocator View => Page.Locator(".view:visible");

    public static async Task<OpenPage> OpenAsync(IPage page, Uri address, string fragment)
    {
        var open = new OpenPage(page);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") open.wrongs.Add($"console {message.Type}: {message.Text}"); };
        page.PageError += (_, error) => open.wrongs.Add($"error: {error}");
        page.Dialog += (_, dialog) => { open.wrongs.Add($"dialog: {dialog.Message}"); _ = dialog.DismissAsync(); };
        page.Request += (_, request) => { if (request.Url.Split('#')[0] != address.AbsoluteUri && !request.Url.StartsWith("data:", StringComparison.Ordinal)) open.wrongs.Add($"request: {request.Url}"); };
        await page.GotoAsync(address.AbsoluteUri + fragment);
        return open;
    }

    /// <summary>Fails where the page said an error, asked for anything beside itself, or opened a dialog.</summary>
    public void AssertQuiet() => Assert.Empty(wrongs);

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
