using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>Tells of the calls of a module, whatever it takes and returns.</summary>
internal static class CallHook
{
    /// <summary>Attaches; the returned action detaches. Modules that know no hooks never tell.</summary>
    /// <param name="module">The module.</param>
    /// <param name="called">What to do at each call.</param>
    public static Action Attach(Module module, Action called)
    {
        // The hook without inputs is declared by a class that is generic over them, so only reflection names it for all.
        Action<Module> hook = _ => called();
        if (module.GetType().GetMethod("register_forward_hook", [typeof(Action<Module>)])?.Invoke(module, [hook]) is not { } remover) return () => { };
        var remove = remover.GetType().GetMethod("remove", Type.EmptyTypes)!;
        return () => remove.Invoke(remover, null);
    }
}
