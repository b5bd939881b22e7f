using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>Watches the calls of a module, whatever it takes and returns, and may put another result in the place of its own.</summary>
internal static class ModuleHook
{
    /// <summary>Attaches; the returned action detaches. Modules that know no hooks never tell.</summary>
    /// <param name="module">The module.</param>
    /// <param name="called">From a call's arguments and result to the result that the caller gets, of the same type.</param>
    public static Action Attach(Module module, Func<IReadOnlyList<object?>, object, object> called)
    {
        var masked = MaskedCalls.Attach(module, called);
        var hook = module is Module<Tensor, Tensor> common
            ? common.register_forward_hook((_, input, output) => (Tensor)called([input], output)).remove
            : AttachAny(module, called);
        return hook + masked;
    }

    /// <summary>A result of the same type in which the first tensor is another one; its own where it has none.</summary>
    /// <param name="result">A tensor, or a tuple that begins with one.</param>
    /// <param name="replace">From the first tensor to the one in its place.</param>
    public static object ReplaceFirst(object result, Func<Tensor, Tensor> replace) => result switch
    {
        Tensor { IsInvalid: false } tensor => replace(tensor),
        ITuple { Length: > 0 and < 8 } tuple when tuple[0] is Tensor => Activator.CreateInstance(
            result.GetType(), [ReplaceFirst(tuple[0]!, replace), .. Enumerable.Range(1, tuple.Length - 1).Select(i => tuple[i])])!,
        _ => result,
    };

    // Every kind of module declares its own type of hook: a delegate from the module, its arguments and its result to a result.
    private static Action AttachAny(Module module, Func<IReadOnlyList<object?>, object, object> called)
    {
        var type = module.GetType();
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(HookableModule<,>))) type = type.BaseType;
        if (type is null) return () => { };
        var hook = type.GetGenericArguments()[1];
        var parameters = hook.GetMethod("Invoke")!.GetParameters().Select(p => Expression.Parameter(p.ParameterType)).ToArray();
        var arguments = Expression.NewArrayInit(typeof(object), parameters[1..^1].Select(p => Expression.Convert(p, typeof(object))));
        var result = Expression.Invoke(Expression.Constant(called), arguments, Expression.Convert(parameters[^1], typeof(object)));
        var remover = type.GetMethod("register_forward_hook", [hook])!.Invoke(module, [Expression.Lambda(hook, Expression.Convert(result, parameters[^1].Type), parameters).Compile()])!;
        return remover.GetType().GetMethod("remove", Type.EmptyTypes)!.CreateDelegate<Action>(remover);
    }
}
