"""Animations as one piece of HTML: they play in the notebook and in an exported page, without the network.

Matplotlib's own HTML player loads its icons from the internet, and its HTML has new ids at each run; this one does
neither. While its button or slider has the focus, JupyterLab does not get the keys (`data-lm-suppress-shortcuts`): an
arrow key would collapse the section.
"""

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from string import Template

from matplotlib.figure import Figure

from dlcourse.plots.style import png

_PLAYER = Template("""\
<div id="$id" role="group" aria-label="$alt" style="max-width:${width}px">
<img alt="$alt" src="$last" style="width:100%">
<div style="display:flex;gap:.6em;align-items:center">
<button type="button" data-lm-suppress-shortcuts aria-label="Play or pause">▶</button>
<input type="range" min="0" max="$end" value="$end" aria-label="Frame" data-lm-suppress-shortcuts style="flex:1">
<output style="min-width:5em">$count / $count</output>
</div>
<script>
(() => {
const root = document.getElementById("$id"), frames = [$frames];
const [image, button, slider, output] = ["img", "button", "input", "output"].map(tag => root.querySelector(tag));
let timer = null;
const draw = () => {
  image.src = frames[slider.value];
  output.value = `$${+slider.value + 1} / $count`;
};
const pause = () => { clearInterval(timer); timer = null; button.textContent = "▶"; };
const step = () => {
  if (+slider.value === $end) return pause();
  slider.value = +slider.value + 1;
  draw();
};
button.onclick = () => {
  if (timer) return pause();
  if (+slider.value === $end) slider.value = 0;
  draw();
  button.textContent = "⏸";
  timer = setInterval(step, $milliseconds);
};
slider.oninput = () => { pause(); draw(); };
})();
</script>
</div>""")


def animate(figures: Sequence[Figure], alt: str, *, frames_per_second: float = 4) -> None:
    """Show figures one after another, with a play button and a slider. Before it plays, and in print: the last one.

    Args:
        figures: the frames, all of one size.
        alt: what the animation shows, in words.
    """
    from IPython.display import HTML, display

    frames = ["data:image/png;base64," + base64.b64encode(png(figure)).decode() for figure in figures]
    html = _PLAYER.substitute(
        id="animation-" + hashlib.sha256("".join(frames).encode()).hexdigest()[:12],
        alt=escape(alt, quote=True),
        width=round(figures[0].get_figwidth() * 100),
        last=frames[-1],
        frames=",".join(f'"{frame}"' for frame in frames),
        end=len(frames) - 1,
        count=len(frames),
        milliseconds=round(1000 / frames_per_second),
    )
    display(HTML(html))
