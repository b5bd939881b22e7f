using GradAlign.Analyzer.Failures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>Puts the recomputation of a native module in the place of its own output.</summary>
internal static class NativeHook
{
    /// <summary>Attaches; the returned action detaches.</summary>
    /// <param name="module">The module.</param>
    /// <param name="native">Its recomputation.</param>
    /// <param name="samples">n.</param>
    /// <param name="record">Takes the calls of its parts.</param>
    /// <param name="note">Takes the reason where the module's own output has to stay.</param>
    public static Action Attach(Module module, NativeModule native, long samples, ICollection<ISubstituteCall> record, Action<string> note)
    {
        native.Prepare();
        var calls = new List<ISubstituteCall>();
        var isLeft = false;
        return ModuleHook.Attach(module, (arguments, own) =>
        {
            if (isLeft || !is_grad_enabled()) return own;
            var made = new List<ISubstituteCall>();
            if (Recomputed(out var reason) is { } result)
            {
                made.ForEach(record.Add);
                calls.AddRange(made);
                return result;
            }

            // The module's parameters go through the loop; what its other calls gave is of no use then.
            isLeft = true;
            note(reason);
            calls.ForEach(call => record.Remove(call));
            foreach (var call in calls.Concat(made)) call.Dispose();
            return own;

            // What is wrong with a recomputation is not the user's to mend.
            object? Recomputed(out string reason)
            {
                try
                {
                    return native.Recompute(arguments, own, samples, made, out reason);
                }
                catch (Exception e) when (BlockedCapture.Shortage(e) is null)
                {
                    reason = $"recomputing it failed: {Thrown.FirstLine(Thrown.Cause(e))}";
                    return null;
                }
            }
        });
    }
}
