import django.db.models.deletion
import staffroom.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0014_section_of_materials'),
    ]

    operations = [
        migrations.AddField(
            model_name='section',
            name='drafted_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='section',
            name='published_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='section',
            name='kind',
            field=models.CharField(choices=[('feed', 'Лента'), ('topics', 'Обсуждения'), ('materials', 'Материалы'), ('plan', 'План и проекты'), ('people', 'Участники'), ('about', 'О сообществе'), ('children', 'Сообщества внутри'), ('tag', 'Записи с меткой'), ('page', 'Страница из блоков'), ('link', 'Ссылка')], max_length=12, verbose_name='Что показывает'),
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pid', staffroom.core.ids.PidField(default=staffroom.core.ids.new_pid, editable=False, max_length=10, unique=True)),
                ('is_draft', models.BooleanField(default=True)),
                ('place', models.PositiveSmallIntegerField(default=0)),
                ('kind', models.CharField(choices=[('text', 'Текст'), ('posts', 'Последние записи'), ('materials', 'Новые материалы'), ('plan', 'Ближайшее по плану'), ('people', 'Кто ведёт сообщество'), ('children', 'Сообщества внутри')], max_length=12, verbose_name='Что показывает')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='Заголовок')),
                ('tag', models.CharField(blank=True, max_length=60, verbose_name='Метка')),
                ('line_n', models.PositiveSmallIntegerField(default=5, verbose_name='Сколько строк')),
                ('html', models.TextField(blank=True)),
                ('plain', models.TextField(blank=True)),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='communities.section')),
            ],
            options={
                'indexes': [models.Index(fields=['section', 'is_draft', 'place'], name='block_in_order')],
            },
        ),
    ]
